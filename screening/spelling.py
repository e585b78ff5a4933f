"""A question set as text, in JSON or YAML, without loss either way: the same bytes are hashed.

The YAML is what JSON can say and no more: a date or a `yes` is a text unless it is written as
JSON writes it, keys are texts and stand once, and there are no references. What is written
quotes whatever another reader of YAML might take for something else.
"""

import json
import re
from collections.abc import Iterable
from enum import StrEnum
from typing import Any

import yaml


class Format(StrEnum):
    JSON = "json"
    YAML = "yaml"


DEEPEST = 200


class Unreadable(ValueError):
    """The text is not what its format allows; the message says where."""


def format_of(name: str) -> Format:
    """By the end of a file's name; JSON unless it says YAML."""
    return Format.YAML if name.lower().endswith((".yaml", ".yml")) else Format.JSON


def write(data: Any, form: Format) -> str:
    if form is Format.YAML:
        return yaml.dump(
            data, Dumper=_Writer, allow_unicode=True, sort_keys=False, width=100, indent=2
        )
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def read(text: str, form: Format) -> Any:
    """Raises Unreadable."""
    try:
        if form is Format.JSON:
            return json.loads(text, object_pairs_hook=_once)
        _refuse_references(text)
        return yaml.load(text, Loader=_Reader)  # noqa: S506 - builds JSON values only
    except (ValueError, RecursionError, yaml.YAMLError) as fault:
        raise Unreadable(" ".join(str(fault).split()) or type(fault).__name__) from fault


def _once(pairs: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise ValueError(f"the key '{key}' stands here twice")
        found[key] = value
    return found


def _refuse_references(text: str) -> None:
    """And what is nested so deep that reading it would take the process down."""
    depth = 0
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        line = event.start_mark.line + 1 if event.start_mark else 0
        if isinstance(event, yaml.AliasEvent):
            raise Unreadable(f"line {line}: a reference (*{event.anchor}) is not taken")
        if depth > DEEPEST:
            raise Unreadable(f"line {line}: nested deeper than {DEEPEST}")


class _Writer(yaml.CSafeDumper):
    """With YAML's own idea of what looks like a number, a date or a yes: those are quoted."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


class _Reader(yaml.CSafeLoader):
    """With JSON's idea of a value."""

    yaml_implicit_resolvers: dict[str, list[Any]] = {}

    def construct_mapping(self, node: Any, deep: bool = False) -> dict[Any, Any]:
        pairs = [(self._key(key), self.construct_object(value, deep)) for key, value in node.value]
        return _once(pairs)

    def _key(self, node: Any) -> str:
        if not isinstance(node, yaml.ScalarNode) or node.tag != "tag:yaml.org,2002:str":
            raise ValueError(f"line {node.start_mark.line + 1}: a key is no text; quote it")
        return str(node.value)


_PLAIN = {
    "null": (r"null", "n"),
    "bool": (r"true|false", "tf"),
    "int": (r"-?(?:0|[1-9][0-9]*)", "-0123456789"),
    "float": (r"-?(?:0|[1-9][0-9]*)\.[0-9]+(?:[eE][-+][0-9]+)?", "-0123456789"),
}
for _name, (_pattern, _first) in _PLAIN.items():
    _Reader.add_implicit_resolver(
        f"tag:yaml.org,2002:{_name}", re.compile(rf"(?:{_pattern})\Z"), list(_first)
    )
