import random
import uuid
from dataclasses import replace

import pytest

from clinics.encryption import BlindIndex, Cipher, Context, DecryptionFailed, Erased, PatientKeys
from clinics.encryption.heads import data_key_head
from clinics.encryption.padding import padded, unpadded
from clinics.encryption.patient_keys import unwrap, with_new_key, wrap, wrapping_key_id

HERE = Context(1, "screening_intake", "4c5e", "answers")
ELSEWHERE = [
    replace(HERE, clinic=2),
    replace(HERE, clinic=None),
    replace(HERE, table="screening_screening"),
    replace(HERE, row="4c5f"),
    replace(HERE, field="signed_name"),
    replace(HERE, schema=2),
]


def keys(seed: int) -> PatientKeys:
    return PatientKeys((random.Random(seed).randbytes(32),))  # noqa: S311


def refusals(cipher, several, context) -> int:
    """How many of them raise, each of which must."""
    count = 0
    for sealed in several:
        with pytest.raises(DecryptionFailed):
            cipher.open(sealed, context)
        count += 1
    return count


def test_what_was_sealed_opens_in_its_place():
    patient = keys(1)

    for data in (b"", b"yes", b"\0\x80\0", "María José".encode(), b"x" * 5000):
        assert patient.open(patient.seal(data, HERE), HERE) == data


def test_each_byte_of_a_thousand_ciphertexts_counts():
    chance, patient = random.Random(7), keys(1)  # noqa: S311
    opened = 0
    for number in range(1000):
        context = replace(HERE, row=str(number))
        sealed = bytearray(patient.seal(chance.randbytes(number % 100), context))
        for at in range(len(sealed)):
            flipped = 1 << chance.randrange(8)
            sealed[at] ^= flipped
            try:
                patient.open(bytes(sealed), context)
                opened += 1
            except DecryptionFailed:
                pass
            sealed[at] ^= flipped
        assert len(patient.open(bytes(sealed), context)) == number % 100
    assert opened == 0


def test_a_ciphertext_that_is_cut_or_longer_does_not_open():
    patient = keys(1)
    sealed = patient.seal(b"yes", HERE)
    cut = [sealed[:size] for size in range(len(sealed))]

    assert refusals(patient, [*cut, sealed + b"\0"], HERE) == len(sealed) + 1


@pytest.mark.parametrize("place", ELSEWHERE)
def test_a_ciphertext_opens_nowhere_else(place):
    patient = keys(1)

    with pytest.raises(DecryptionFailed):
        patient.open(patient.seal(b"yes", HERE), place)


def test_a_ciphertext_opens_for_no_other_patient():
    with pytest.raises(DecryptionFailed):
        keys(2).open(keys(1).seal(b"yes", HERE), HERE)


def test_clear_text_does_not_open():
    assert refusals(keys(1), [b"yes", b'{"a": 1}', b"", b"\x01P", b"\x01P\x01yes"], HERE) == 5


def test_the_same_words_are_never_sealed_alike():
    patient = keys(1)

    assert len({patient.seal(b"yes", HERE) for _ in range(100)}) == 100


def test_no_exception_says_what_was_sealed():
    patient = keys(1)
    with pytest.raises(DecryptionFailed) as caught:
        patient.open(patient.seal(b"canary", HERE)[:-1], HERE)

    assert "canary" not in str(caught.value)
    assert caught.value.__cause__ is None


def test_short_answers_take_the_same_room():
    patient = keys(1)

    assert {len(patient.seal(b"x" * size, HERE)) for size in range(127)} == {159}


@pytest.mark.parametrize("size", [*range(130), 255, 256, 257, 1000, 4096, 100_000])
def test_padding_is_taken_off_again_and_stays_small(size):
    data = b"\x80" * size

    assert unpadded(padded(data)) == data
    assert len(padded(data)) <= max(128, (size + 1) * 5 // 4)


@pytest.mark.parametrize("data", [b"", b"\0" * 128, b"\x80" + b"\0" * 126, b"x" * 128])
def test_what_was_not_padded_is_refused(data):
    with pytest.raises(ValueError, match="not padded"):
        unpadded(data)


# The keys of a patient

DATA_KEYS = {
    uuid.UUID(int=n): Cipher(bytes([n]) * 32, data_key_head(uuid.UUID(int=n))) for n in (1, 2)
}
PATIENT = Context(1, "clinics_patient", "7d1a", "keys")


def cipher(number: int) -> Cipher:
    return DATA_KEYS[uuid.UUID(int=number)]


def test_keys_of_a_patient_open_in_their_row_only():
    wrapped = wrap(with_new_key(with_new_key(())), cipher(1), PATIENT)

    assert len(unwrap(wrapped, DATA_KEYS.__getitem__, PATIENT).keys) == 2
    assert wrapping_key_id(wrapped) == uuid.UUID(int=1)
    for place in (replace(PATIENT, row="7d1b"), replace(PATIENT, clinic=2)):
        with pytest.raises(DecryptionFailed):
            unwrap(wrapped, DATA_KEYS.__getitem__, place)


def test_keys_of_a_patient_do_not_change_places():
    wrapped = wrap(with_new_key(with_new_key(())), cipher(1), PATIENT)
    half = len(wrapped) // 2

    for changed in (wrapped[half:] + wrapped[:half], wrapped[half:], wrapped[:-1], wrapped + b"\0"):
        with pytest.raises(DecryptionFailed):
            unwrap(changed, DATA_KEYS.__getitem__, PATIENT)


def test_an_older_key_still_opens_what_it_sealed_and_the_newest_seals():
    first = with_new_key(())
    both = with_new_key(first)
    sealed = PatientKeys(first).seal(b"yes", HERE)

    assert PatientKeys(both).open(sealed, HERE) == b"yes"
    with pytest.raises(DecryptionFailed):
        PatientKeys(first).open(PatientKeys(both).seal(b"yes", HERE), HERE)


def test_destroyed_keys_say_that_they_were_destroyed():
    with pytest.raises(Erased):
        unwrap(b"", DATA_KEYS.__getitem__, PATIENT)


# Digests


def test_digests_are_the_same_for_one_patient_and_kind_only():
    index = BlindIndex(b"1" * 32)
    both = PatientKeys((*keys(1).keys, *keys(2).keys))

    assert index.digest("name", "maria") == index.digest("name", "maria")
    assert index.digest("name", "maria") != index.digest("number", "maria")
    assert index.digest("name", "maria") != BlindIndex(b"2" * 32).digest("name", "maria")
    assert keys(1).digest("{}") == both.digest("{}") != keys(2).digest("{}")
