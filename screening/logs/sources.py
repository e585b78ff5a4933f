"""Whether a text stands in the program: then it cannot be what somebody typed."""

import ast
from functools import lru_cache
from pathlib import Path


def is_constant(text: str, path: str) -> bool:
    """`text` is, letter for letter, a constant of the source file that logs it."""
    return text in constants(path)


@lru_cache(maxsize=256)
def constants(path: str) -> frozenset[str]:
    try:
        tree = ast.parse(Path(path).read_bytes())
    except (OSError, SyntaxError, ValueError):
        return frozenset()
    return frozenset(
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    )
