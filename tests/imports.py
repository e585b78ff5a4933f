"""Reads the project's own source for the architecture tests: its modules and their imports."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("screening", "clinics")
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)


@cache
def modules() -> dict[str, ast.Module]:
    """Every module of the source but the migrations, parsed."""
    return {
        name(path): ast.parse(path.read_text(), filename=str(path))
        for package in PACKAGES
        for path in sorted((ROOT / package).rglob("*.py"))
        if "migrations" not in path.parts
    }


def name(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imported(tree: ast.AST) -> Iterator[str]:
    """Full names; what is imported from a package may be a module or a name inside one."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def owner(full_name: str) -> str | None:
    """The project's module that an imported name stands for."""
    while full_name and full_name not in modules():
        full_name = full_name.rpartition(".")[0]
    return full_name or None


@cache
def dependencies() -> dict[str, frozenset[str]]:
    """For each module, the project's modules that it imports."""
    return {
        module: frozenset(filter(None, map(owner, imported(tree)))) - {module}
        for module, tree in modules().items()
    }


def inner_imports(tree: ast.AST) -> list[int]:
    """The lines of imports that stand inside a function."""
    return [
        node.lineno
        for function in ast.walk(tree)
        if isinstance(function, FUNCTIONS)
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]
