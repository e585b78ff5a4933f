import json

import pytest

from clinics.encryption import DecryptionFailed, KeyFileError, load_key_file
from clinics.encryption.key_file import first_key_file, save_key_file

A, B = (
    "QUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUE=",
    "QkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkI=",
)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "keys.json"


def test_key_file_is_for_its_owner_only_and_reads_back(path):
    made = first_key_file()
    save_key_file(path, made)

    assert path.stat().st_mode & 0o777 == 0o600
    assert load_key_file(path) == made
    assert [each.name for each in path.parent.iterdir()] == ["keys.json"]


def test_key_file_is_read_again_when_it_changes(path):
    save_key_file(path, first_key_file())
    more = load_key_file(path).with_new_key()
    save_key_file(path, more)

    assert sorted(load_key_file(path).keys) == ["k1", "k2"]
    assert load_key_file(path).active == "k1"
    assert load_key_file(path).with_newest_active().active == "k2"


def test_missing_key_file_is_refused(path):
    with pytest.raises(KeyFileError, match=r"cannot be read \(No such file or directory\)"):
        load_key_file(path)


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o601])
def test_key_file_that_others_may_open_is_refused(path, mode):
    save_key_file(path, first_key_file())
    path.chmod(mode)

    with pytest.raises(KeyFileError, match="open to others"):
        load_key_file(path)


@pytest.mark.parametrize(
    "data",
    [
        "",
        "[]",
        {},
        {"active": "k1", "keys": {}},
        {"active": "k2", "keys": {"k1": A}},
        {"active": "k1", "keys": {"k1": A, "k2": A}},
        {"active": "k1", "keys": {"k1": A[:-4]}},
        {"active": "k1", "keys": {"k1": "*" * 44}},
        {"active": "main", "keys": {"main": A}},
        {"active": "k1", "keys": {"k1": 1}},
    ],
)
def test_malformed_key_file_is_refused_without_its_words(path, data):
    path.write_text(data if isinstance(data, str) else json.dumps(data))
    path.chmod(0o600)

    with pytest.raises(KeyFileError) as caught:
        load_key_file(path)
    assert str(caught.value) == f"The key file {path} is malformed."


def test_keys_do_not_show_in_words(path):
    path.write_text(json.dumps({"active": "k1", "keys": {"k1": A, "k2": B}}))
    path.chmod(0o600)

    assert "AAAA" not in repr(load_key_file(path)) + str(load_key_file(path).cipher("k1"))


def test_key_that_is_not_in_the_file_is_missed():
    with pytest.raises(DecryptionFailed, match="k9 is not in the key file"):
        first_key_file().cipher("k9")
