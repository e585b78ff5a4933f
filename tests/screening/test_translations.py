"""The Spanish of the patient pages is whole: nothing is missing, stale or not compiled."""

import ast
import gettext
import re
from collections.abc import Iterator
from pathlib import Path

from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "locale" / "es" / "LC_MESSAGES"
CALLS = {"_", "gettext", "gettext_lazy", "pgettext", "ngettext"}
TRANSLATED = ["templates/intake", "templates/forescreen", "templates/_partials", "templates"]
CALL = re.compile(r"gettext\(u(?:'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\")\)")
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]")


def catalogue() -> dict[str, str]:
    """The text file, as msgid to msgstr."""
    entries = re.findall(
        r'^msgid ((?:".*"\n)+)msgstr ((?:".*"\n?)+)',
        (FOLDER / "django.po").read_text(),
        re.MULTILINE,
    )
    found = {joined(msgid): joined(msgstr) for msgid, msgstr in entries}
    return {msgid: msgstr for msgid, msgstr in found.items() if msgid}


def joined(lines: str) -> str:
    return "".join(ast.literal_eval(line) for line in lines.splitlines())


def written() -> set[str]:
    """Every text that the pages ask to have translated."""
    templates = [path for folder in TRANSLATED for path in (ROOT / folder).glob("*.html")]
    deeper = (ROOT / "templates/forescreen").rglob("*.html")
    modules = [*(ROOT / "screening").rglob("*.py"), *(ROOT / "clinics").rglob("*.py")]
    return {
        *(text for path in {*templates, *deeper} for text in in_template(path.read_text())),
        *(text for path in modules for text in in_module(ast.parse(path.read_text()))),
    }


def in_template(source: str) -> Iterator[str]:
    """As Django's extractor sees it: a page turned into calls of gettext."""
    calls = ast.walk(ast.parse("\n".join(CALL.findall(templatize(source)))))
    yield from (call.args[0].value for call in calls if isinstance(call, ast.Call))


def in_module(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
            continue
        if node.func.id in CALLS and node.args and isinstance(node.args[0], ast.Constant):
            yield node.args[0].value


def test_every_text_has_a_translation():
    known = catalogue()

    assert sorted(text for text in written() if not known.get(text)) == []


def test_no_translation_is_left_over():
    assert sorted(catalogue().keys() - written()) == []


def test_translations_keep_their_placeholders():
    changed = {
        msgid: msgstr
        for msgid, msgstr in catalogue().items()
        if sorted(PLACEHOLDER.findall(msgid)) != sorted(PLACEHOLDER.findall(msgstr))
    }

    assert changed == {}


def test_compiled_catalogue_is_the_written_one():
    with (FOLDER / "django.mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)

    assert {msgid: compiled.gettext(msgid) for msgid in catalogue()} == catalogue()
