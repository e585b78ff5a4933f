"""Question sets as JSON and YAML."""

import json

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from screening.rules import canonical
from screening.spelling import Format, Unreadable, format_of, read, write
from tests.intakes import shipped

TRICKY = [
    *("yes", "No", "on", "~", "null", "NULL", "true", "2026-11-22", "2026-11-22T10:00:00Z"),
    *("1:30", "0o17", "017", "0x1F", "1e3", "1.5", "1.5e+10", "1_000", ".inf", "-", "=", "<<"),
    *("", " ", " lead", "trail ", "a: b", "# no comment", "'", '"', "*x", "&x", "!x", "%", "@"),
    *("line\nline\n", "\n", "tab\there", "\x85", "\u2028", "\ufeff", "é ß 漢字 🙂", "{a}", "[a]"),
    *("\x07", "\x00", "a\r\nb", "---", "...", "? a", "| x", "> x", "- x"),
]
texts = st.one_of(
    st.sampled_from(TRICKY),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=20),
    st.from_regex(r"[0-9:._eE+xo-]{1,12}", fullmatch=True),
)
values = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(-(2**53), 2**53),
        st.floats(allow_nan=False, allow_infinity=False),
        texts,
    ),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4),
    max_leaves=12,
)


@given(values)
@example(dict.fromkeys(TRICKY, TRICKY))
@example({"same": [["a"], ["a"]]})
def test_nothing_is_lost_between_json_and_yaml(data):
    there = read(write(data, Format.YAML), Format.YAML)
    back = read(write(there, Format.JSON), Format.JSON)

    assert canonical(there) == canonical(data)
    assert canonical(back) == canonical(data)


def test_shipped_set_is_the_same_bytes_as_yaml():
    written = write(shipped(), Format.YAML)

    assert canonical(read(written, Format.YAML)) == canonical(shipped())
    assert "today: '2026-11-21'" in written


def test_yaml_by_hand_means_what_it_looks_like():
    said = "day: 2026-11-22\nanswer: yes\nnone: null\ncount: 3\nrequired: true\ncode: 007\n"

    assert read(said, Format.YAML) == {
        "day": "2026-11-22",
        "answer": "yes",
        "none": None,
        "count": 3,
        "required": True,
        "code": "007",
    }


@pytest.mark.parametrize(
    ("text", "form", "message"),
    [
        ("a: 1\na: 2\n", Format.YAML, "the key 'a' stands here twice"),
        ('{"a": 1, "a": 2}', Format.JSON, "the key 'a' stands here twice"),
        ("a: &x [1]\nb: *x\n", Format.YAML, r"line 2: a reference \(\*x\) is not taken"),
        ("1: a\n", Format.YAML, "line 1: a key is no text; quote it"),
        ("[a]: b\n", Format.YAML, "line 1: a key is no text; quote it"),
        ("a: !!python/object/apply:os.system [ls]\n", Format.YAML, "could not determine"),
        ("a: [1\n", Format.YAML, "line 2"),
        ("a: 1\n---\nb: 2\n", Format.YAML, "expected a single document"),
        ("{", Format.JSON, "Expecting property name"),
        ("[" * 100_000, Format.JSON, "recursion"),
        ("[" * 201 + "]" * 201, Format.YAML, "line 1: nested deeper than 200"),
        ("- " * 50_000, Format.YAML, "line 1: nested deeper than 200"),
    ],
)
def test_what_is_ambiguous_or_broken_is_refused(text, form, message):
    with pytest.raises(Unreadable, match=message):
        read(text, form)


@pytest.mark.parametrize(
    ("name", "form"), [("a.yaml", "yaml"), ("A.YML", "yaml"), ("a.json", "json"), ("a", "json")]
)
def test_name_says_the_format(name, form):
    assert format_of(name) == form


def test_json_reads_as_it_always_did():
    assert read(json.dumps(shipped()), Format.JSON) == shipped()
