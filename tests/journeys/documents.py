"""What can be read, clicked and filled in on a page of HTML."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any, TypeVar

T = TypeVar("T")
SILENT = {"head", "style", "script"}
CHOSEN = {"radio", "checkbox"}
VOID = {"br", "img", "input", "link", "meta", "hr", "wbr"}
INLINE = {"a", "b", "code", "del", "em", "q", "span", "strong", "time"}


@dataclass
class Control:
    """A box, a tick or a button; `is_on` of one that is sent unless somebody changes it."""

    kind: str
    name: str
    value: str = ""
    is_on: bool = True
    words: str = ""


@dataclass
class Form:
    action: str
    method: str
    controls: list[Control] = field(default_factory=list)
    buttons: list[Control] = field(default_factory=list)

    def filled(self, typed: Mapping[str, Any]) -> dict[str, list[str]]:
        """What a browser sends: each field as it stands, but for those that are filled in."""
        sent: dict[str, list[str]] = {}
        for control in self.controls:
            if control.is_on and control.name not in typed:
                sent.setdefault(control.name, []).append(control.value)
        for name, value in typed.items():
            sent[name] = [str(one) for one in (value if isinstance(value, list) else [value])]
            self._require(name, sent[name])
        return sent

    def _require(self, name: str, values: list[str]) -> None:
        controls = [one for one in self.controls if one.name == name]
        assert controls, f"no field {name!r} in {[one.name for one in self.controls]}"
        if controls[0].kind in {*CHOSEN, "option"}:
            offered = [one.value for one in controls]
            assert set(values) <= set(offered), f"{values} not among {offered}"


class Page(HTMLParser):
    def __init__(self, source: str) -> None:
        super().__init__()
        self.links: list[tuple[str, str]] = []
        self.forms: list[Form] = []
        self.title = self.language = self.direction = ""
        self.errors: list[str] = []
        self._said: list[str] = []
        self._open: list[tuple[str, dict[str, str], int]] = []
        self._select = ""
        self.feed(source)

    @property
    def text(self) -> str:
        return squeezed(self._said)

    @property
    def token(self) -> str:
        tokens = [one.value for form in self.forms for one in form.controls]
        names = [one.name for form in self.forms for one in form.controls]
        return tokens[names.index("csrfmiddlewaretoken")]

    def button(self, words: str) -> tuple[Form, Control]:
        buttons = [(form, one) for form in self.forms for one in form.buttons]
        found = named(words, [(one.words, (form, one)) for form, one in buttons])
        assert found, f"no button {words!r} among {[one.words for _form, one in buttons]}"
        return found[0]

    def links_named(self, words: str) -> set[str]:
        return set(named(words, self.links))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "html":
            self.language, self.direction = given["lang"], given["dir"]
        elif tag == "form":
            self.forms.append(Form(given.get("action", ""), given.get("method", "get")))
        elif tag == "input":
            self._add(given.get("type", "text"), given)
        elif tag == "select":
            self._select = given["name"]
        self._space(tag)
        if tag not in VOID:
            self._open.append((tag, given, len(self._said)))

    def handle_endtag(self, tag: str) -> None:
        """What stands open inside, such as the last item of a list, closes with it."""
        if tag not in {name for name, _given, _start in self._open}:
            return
        name = ""
        while name != tag:
            name, given, start = self._open.pop()
            self._close(name, given, self._said[start:])
        self._space(tag)

    def handle_data(self, data: str) -> None:
        if not SILENT & {tag for tag, _given, _start in self._open}:
            self._said.append(data)
        elif self._open[-1][0] == "title":
            self.title = squeezed([data])

    def _space(self, tag: str) -> None:
        if tag not in INLINE and not SILENT & {name for name, _given, _start in self._open}:
            self._said.append(" ")

    def _close(self, tag: str, given: dict[str, str], said: list[str]) -> None:
        words = squeezed(said)
        if tag == "a" and "href" in given:
            self.links.append((words, given["href"]))
        elif tag == "button" and self.forms:
            value = given.get("value", "")
            self.forms[-1].buttons.append(
                Control("button", given.get("name", ""), value, words=words)
            )
        elif tag == "textarea":
            # A browser leaves out the line break after the tag.
            text = "".join(said).removeprefix("\r").removeprefix("\n")
            self._add("textarea", {**given, "value": text})
        elif tag == "option":
            chosen = "selected" in given
            option = Control("option", self._select, given.get("value", words), chosen, words)
            self.forms[-1].controls.append(option)
        elif tag == "select":
            self._choose_first()
        if "error-message" in given.get("class", "").split():
            self.errors.append(words.removeprefix("Error: "))

    def _choose_first(self) -> None:
        """Of a list in which nothing is selected, a browser sends the first option."""
        options = [one for one in self.forms[-1].controls if one.name == self._select]
        if options and not any(one.is_on for one in options):
            options[0].is_on = True

    def _add(self, kind: str, given: Mapping[str, str]) -> None:
        is_on = kind not in CHOSEN or "checked" in given
        value = given.get("value", "on" if kind in CHOSEN else "")
        self.forms[-1].controls.append(Control(kind, given.get("name", ""), value, is_on))


def named(words: str, things: Sequence[tuple[str, T]]) -> list[T]:
    """Those with just these words; if there are none, those that begin with them."""
    exact = [thing for said, thing in things if said == words]
    return exact or [thing for said, thing in things if said.startswith(f"{words} ")]


def squeezed(said: list[str]) -> str:
    """On one line, as it is read."""
    return " ".join("".join(said).split())
