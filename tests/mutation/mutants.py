"""Small mistakes, one at a time, in a module's source: what a test has to notice."""

import ast
import copy
from collections.abc import Callable, Iterator
from dataclasses import dataclass

FLIPPED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.Lt: ast.GtE,
    ast.GtE: ast.Lt,
    ast.Gt: ast.LtE,
    ast.LtE: ast.Gt,
}
GUARDS = {"require", "require_POST", "require_safe", "require_http_methods", "form_methods"}
GUARDS |= {"confirmed", "edits_draft", "previews", "opens_version"}
GUARDS |= {"with_invitation", "with_visit", "answering"}
Change = tuple[str, Callable[[], None]]


@dataclass(frozen=True)
class Mutant:
    path: str
    line: int
    mistake: str
    source: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line} {self.mistake}"


def mutants(path: str, source: str, *, guards_only: bool = False) -> Iterator[Mutant]:
    """Each differs from the source by one mistake; names of types and docstrings stay."""
    count = len(list(points(ast.parse(source), guards_only)))
    for number in range(count):
        tree = ast.parse(source)
        line, mistake, change = list(points(tree, guards_only))[number]
        change()
        yield Mutant(path, line, mistake, ast.unparse(ast.fix_missing_locations(tree)))


def points(tree: ast.AST, guards_only: bool) -> Iterator[tuple[int, str, Callable[[], None]]]:
    for node in nodes(tree):
        changes = of_guards(node) if guards_only else of_node(node)
        for mistake, change in changes:
            yield getattr(node, "lineno", 0), mistake, change


def nodes(tree: ast.AST) -> Iterator[ast.AST]:
    """All that is run: not annotations, imports, docstrings, or how a class of values is made."""
    for name, value in ast.iter_fields(tree):
        if name in ("annotation", "returns"):
            continue
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST) and not is_still(child):
                yield child
                yield from nodes(child)


def is_still(node: ast.AST) -> bool:
    if isinstance(node, ast.Import | ast.ImportFrom):
        return True
    if isinstance(node, ast.Expr):
        return isinstance(node.value, ast.Constant)  # a docstring
    is_call = isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    return is_call and node.func.id in ("TypeVar", "dataclass")


def of_node(node: ast.AST) -> Iterator[Change]:
    yield from of_guards(node)
    yield from of_logic(node)
    if isinstance(node, ast.Constant):
        yield from of_constant(node)
    elif isinstance(node, ast.Set):
        for place, member in enumerate(node.elts):
            yield f"without {ast.unparse(member)}", removing(node.elts, place)
    elif isinstance(node, ast.Dict):
        for place, key in enumerate(node.keys):
            yield f"without {ast.unparse(key) if key else '**'}", removing_entry(node, place)
    else:
        yield from of_statement(node)


def of_logic(node: ast.AST) -> Iterator[Change]:
    if isinstance(node, ast.Compare):
        for place, operator in enumerate(node.ops):
            flipped = FLIPPED[type(operator)]()
            yield f"{name_of(operator)} flipped", at(node.ops, place, flipped)
    elif isinstance(node, ast.BoolOp):
        other = ast.Or() if isinstance(node.op, ast.And) else ast.And()
        yield f"{name_of(node.op)} swapped", setting(node, "op", other)
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        twice = ast.UnaryOp(ast.Not(), node.operand)
        yield "not left out", setting(node, "operand", twice)


def of_statement(node: ast.AST) -> Iterator[Change]:
    if isinstance(node, ast.Return) and node.value and not is_none(node.value):
        yield (
            f"returns nothing, not {ast.unparse(node.value)}",
            setting(node, "value", ast.Constant(None)),
        )
    elif isinstance(node, ast.If):
        opposite = ast.UnaryOp(ast.Not(), copy.deepcopy(node.test))
        yield f"if not {ast.unparse(node.test)}", setting(node, "test", opposite)
    elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
        said = ast.unparse(node.value)
        yield f"without {said}", setting(node, "value", ast.Constant(None))


def of_constant(node: ast.Constant) -> Iterator[Change]:
    value = node.value
    if isinstance(value, bool):
        yield f"{not value}, not {value}", setting(node, "value", not value)
    elif isinstance(value, int):
        yield f"{value + 1}, not {value}", setting(node, "value", value + 1)
    elif isinstance(value, str):
        yield f"another text than {value!r}", setting(node, "value", f"{value}x")


def of_guards(node: ast.AST) -> Iterator[Change]:
    """A guard left out, around a function or called with one; a policy that is not asked."""
    if isinstance(node, ast.FunctionDef):
        for place, one in enumerate(node.decorator_list):
            if is_guard(one):
                said = f"{node.name} without @{ast.unparse(one)}"
                yield said, removing(node.decorator_list, place)
    elif isinstance(node, ast.Return) and isinstance(node.value, ast.Call):
        call = node.value
        if isinstance(call.func, ast.Call) and is_guard(call.func):
            yield f"without {ast.unparse(call.func)}", setting(node, "value", call.args[0])
    elif isinstance(node, ast.If):
        yield from of_questions(node)


def of_questions(node: ast.If) -> Iterator[Change]:
    for asked in ast.walk(node.test):
        if isinstance(asked, ast.Call) and ast.unparse(asked.func) == "may":
            said = f"without {ast.unparse(asked)}"
            yield said, replacing(node, asked, ast.Constant(True))


def is_guard(node: ast.AST) -> bool:
    called = node.func if isinstance(node, ast.Call) else node
    return isinstance(called, ast.Name) and called.id in GUARDS


def name_of(node: ast.AST) -> str:
    return type(node).__name__.lower()


def is_none(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and node.value is None


def setting(node: ast.AST, name: str, value: object) -> Callable[[], None]:
    return lambda: setattr(node, name, value)


def at(items: list, place: int, value: object) -> Callable[[], None]:
    return lambda: items.__setitem__(place, value)


def replacing(root: ast.If, old: ast.AST, new: ast.expr) -> Callable[[], None]:
    class Replacer(ast.NodeTransformer):
        def visit(self, node: ast.AST) -> ast.AST:
            return new if node is old else self.generic_visit(node)

    return lambda: setattr(root, "test", Replacer().visit(root.test))


def removing(items: list, place: int) -> Callable[[], None]:
    return lambda: items.__delitem__(place)


def removing_entry(node: ast.Dict, place: int) -> Callable[[], None]:
    def remove() -> None:
        del node.keys[place], node.values[place]

    return remove
