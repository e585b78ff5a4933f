"""Django's patch releases mend security holes: the pin must be the newest of its series."""

import pytest
from packaging.version import Version

from tests.supply import freshness
from tests.supply.freshness import NoIndex, compared, freshness_of


def versions(*texts):
    return [Version(text) for text in texts]


def test_django_is_the_newest_patch_release_of_its_series():
    try:
        django = freshness_of("django")
    except NoIndex:
        pytest.skip("No package index answers; script/freshness insists on one.")

    assert str(django.newest_of_series) == str(django.pinned)


@pytest.mark.parametrize(
    ("pinned", "known", "said"),
    [
        ("5.2.19", ("5.2.18", "5.2.19"), "django 5.2.19: newest"),
        ("5.2.18", ("5.2.18", "5.2.19"), "django 5.2.18: BEHIND, 5.2.19 is out"),
        ("5.2.9", ("5.2.9", "5.2.10"), "django 5.2.9: BEHIND, 5.2.10 is out"),
        ("5.2.19", ("5.2.19", "6.0.2"), "django 5.2.19: newest of its series; 6.0.2 is out"),
        ("5.2.19", ("5.2.19", "6.1a1"), "django 5.2.19: newest"),
    ],
)
def test_a_pin_is_compared_with_its_own_series(pinned, known, said):
    assert str(compared("django", Version(pinned), versions(*known))) == said


def test_without_an_index_the_weekly_check_fails(monkeypatch, capsys):
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", "")
    monkeypatch.setattr(freshness, "WATCHED", ("django",))

    assert freshness.main() == 1
    assert capsys.readouterr().out == "django: no index answered\n"
