"""Holds docs/architecture.md: what may import what, and the rules that a reviewer would forget."""

import ast
import importlib
import re
import subprocess
import sys
import tomllib
from graphlib import CycleError, TopologicalSorter

import pytest

from tests.imports import PACKAGES, ROOT, dependencies, imported, inner_imports, modules
from tests.markdown import table

# Each unit is a module or a package with all that is in it; it may import itself and these.
MAY_IMPORT = {
    "screening.rules": set(),
    "screening.medicines": {"screening.rules"},
    "screening.spelling": set(),
    "screening.proofs": {"screening.rules", "screening.medicines"},
    "screening.editing": {"screening.rules"},
    "screening.tracing": {"screening.rules"},
    "screening.rates": set(),
    "screening.differences": {"screening.rules", "screening.medicines", "screening.proofs"},
    "clinics.names": set(),
    "clinics.fields": set(),
    "clinics.encryption": set(),
    "clinics.scopes": set(),
    "clinics.row_security": set(),
    "clinics.database_roles": set(),
    "clinics.models": {"clinics.encryption", "clinics.names", "clinics.scopes"},
    "clinics.keys": {"clinics.encryption", "clinics.models"},
    "clinics.anchors": {"clinics.models"},
    "clinics.trails": {"clinics.models", "clinics.scopes"},
    "clinics.audit": {"clinics.anchors", "clinics.models", "clinics.scopes"},
    "clinics.throttling": {"clinics.models"},
    "clinics.policy": {"clinics.models"},
    "clinics.standing": {"clinics.models", "clinics.scopes"},
    "clinics.second_factor": {"clinics.standing"},
    "clinics.factors": {"clinics.models", "clinics.standing"},
    "clinics.lifetimes": set(),
    "clinics.passwords": set(),
    "clinics.people": {"clinics.models", "clinics.standing"},
    "clinics.limits": {"clinics.throttling"},
    "clinics.tasks": set(),
    "clinics.mails": {"clinics.models", "clinics.tasks"},
    "clinics.access": {
        "clinics.models",
        "clinics.audit",
        "clinics.policy",
        "clinics.scopes",
        "clinics.standing",
    },
    "clinics.accounts": {
        "clinics.access",
        "clinics.audit",
        "clinics.factors",
        "clinics.lifetimes",
        "clinics.limits",
        "clinics.mails",
        "clinics.models",
        "clinics.keys",
        "clinics.standing",
        "clinics.throttling",
    },
    "clinics.sessions": {"clinics.access", "clinics.audit", "clinics.models", "clinics.scopes"},
    "clinics.actions": {
        "clinics.audit",
        "clinics.encryption",
        "clinics.keys",
        "clinics.models",
        "clinics.scopes",
    },
    "clinics.management": {
        "clinics.actions",
        "clinics.anchors",
        "clinics.audit",
        "clinics.database_roles",
        "clinics.encryption",
        "clinics.models",
        "clinics.row_security",
        "clinics.scopes",
        "clinics.factors",
        "clinics.mails",
    },
    "clinics.forms": {
        "clinics.actions",
        "clinics.audit",
        "clinics.fields",
        "clinics.limits",
        "clinics.models",
        "clinics.keys",
        "clinics.throttling",
    },
    "clinics.views": {
        "clinics.access",
        "clinics.actions",
        "clinics.audit",
        "clinics.forms",
        "clinics.keys",
        "clinics.models",
        "clinics.policy",
        "clinics.sessions",
        "clinics.throttling",
        "clinics.factors",
        "clinics.limits",
        "clinics.mails",
        "clinics.standing",
        "clinics.people",
    },
    "clinics.urls": {"clinics.standing", "clinics.views"},
    "screening.models": {"clinics.encryption", "clinics.models", "screening.rules"},
    "screening.actions": {
        "clinics.actions",
        "screening.editing",
        "screening.differences",
        "clinics.audit",
        "clinics.encryption",
        "clinics.models",
        "clinics.policy",  # who may read what a mail leads to
        "clinics.scopes",
        "clinics.tasks",
        "screening.medicines",
        "screening.models",
        "screening.rates",
        "screening.rules",
    },
    "screening.management": {
        "clinics.actions",
        "clinics.encryption",
        "clinics.models",
        "clinics.scopes",
        "screening.actions",
        "screening.medicines",
        "screening.differences",
        "screening.models",
        "screening.presenters",
        "screening.proofs",
        "screening.reports",
        "screening.rules",
        "screening.spelling",
        "screening.startup",
        "screening.tryout",
    },
    "screening.charts": set(),
    "screening.week_charts": set(),
    "screening.presenters": {
        "clinics.encryption",
        "clinics.models",
        "clinics.policy",  # which links a reader may follow
        "screening.charts",
        "screening.differences",
        "screening.editing",
        "screening.medicines",
        "screening.models",
        "screening.rates",
        "screening.rules",
        "screening.tracing",
    },
    "screening.reports": set(),
    "screening.forms": {
        "clinics.fields",
        "clinics.models",
        "clinics.trails",
        "screening.editing",
        "screening.models",
        "screening.rules",
        "screening.spelling",
    },
    "screening.templatetags": {"clinics.access", "clinics.policy", "clinics.standing"},
    "screening.views": {
        "clinics.access",
        "clinics.audit",  # what was read is on record too
        "clinics.forms",
        "clinics.encryption",
        "clinics.models",
        "clinics.policy",
        "clinics.scopes",
        "clinics.trails",
        "clinics.views",
        "screening.actions",
        "screening.editing",
        "screening.forms",
        "screening.logs",  # which clinic a patient's request was about
        "screening.models",
        "screening.presenters",
        "screening.rates",
        "screening.reports",
        "screening.rules",
        "screening.spelling",
        "screening.startup",
        "screening.tryout",
        "screening.week_charts",
    },
    "screening.urls": {"screening.views"},
    # The frame around it all
    "screening.settings": set(),
    "screening.sqlite": set(),
    "screening.postgres": {"clinics.scopes"},
    "screening.logs": set(),
    "screening.middleware": {"clinics.encryption"},
    "screening.startup": {
        "clinics.database_roles",
        "clinics.encryption",
        "clinics.row_security",
    },
    "screening.tryout": {"clinics.models", "clinics.scopes"},
    "screening.apps": {"screening.logs", "screening.startup"},
    "screening.wsgi": {"screening.startup"},
    "clinics.apps": set(),
}
PURE = {
    "screening.rules": set(),
    "screening.medicines": {"rapidfuzz"},
    "screening.proofs": {"z3"},
    "screening.spelling": {"yaml"},
    "screening.tracing": set(),
    "screening.rates": set(),
    "screening.reports": {"typst"},
}


def unit(module: str) -> str | None:
    return next((u for u in MAY_IMPORT if f"{module}.".startswith(f"{u}.")), None)


def allowed(importer: str) -> set[str]:
    return MAY_IMPORT[importer] | {importer}


def tracked_texts() -> dict[str, str]:
    listed = subprocess.check_output(["git", "ls-files", "-z"], cwd=ROOT, text=True)  # noqa: S607
    texts = {}
    for path in filter(None, listed.split("\0")):
        try:
            texts[path] = (ROOT / path).read_text()
        except (UnicodeDecodeError, FileNotFoundError):
            continue
    return texts


def test_table_of_imports_has_no_cycle():
    TopologicalSorter(MAY_IMPORT).prepare()


def test_modules_import_each_other_without_a_cycle():
    try:
        TopologicalSorter(dependencies()).prepare()
    except CycleError as error:
        pytest.fail(" -> ".join(error.args[1]))


def test_every_module_belongs_to_a_unit_of_the_table():
    assert [module for module in modules() if module not in PACKAGES and not unit(module)] == []


def test_table_allows_nothing_that_is_not_there():
    units = {unit(module) for module in modules()}
    used = {
        (unit(module), unit(other)) for module, others in dependencies().items() for other in others
    }

    assert [name for name in MAY_IMPORT if name not in units] == []
    assert [
        f"{name} imports no {other}"
        for name, others in MAY_IMPORT.items()
        for other in sorted(others)
        if (name, other) not in used
    ] == []


def test_modules_import_only_what_their_unit_may():
    beyond = [
        f"{module} imports {other}"
        for module, others in dependencies().items()
        for other in others - set(PACKAGES)
        if unit(module) and unit(other) not in allowed(unit(module))
    ]

    assert not beyond, "\n".join(sorted(beyond))


@pytest.mark.parametrize(("column", "package"), [(1, "actions"), (2, "presenters")])
def test_map_of_the_document_has_each_module_once(column, package):
    rows = table(ROOT / "docs/architecture.md", "subject", "actions", "presenters")
    named = [name for row in rows for name in re.findall(r"\w+", row[column])]
    start = f"screening.{package}."

    assert sorted(named) == sorted(
        module.removeprefix(start) for module in modules() if module.startswith(start)
    )


def test_pure_units_import_the_standard_library_only():
    standard = sys.stdlib_module_names | {"screening"}

    for pure, libraries in PURE.items():
        roots = {
            full_name.partition(".")[0]
            for module, tree in modules().items()
            if unit(module) == pure
            for full_name in imported(tree)
        }

        assert roots - standard - libraries == set(), pure


def test_no_import_stands_inside_a_function():
    found = {module: inner_imports(tree) for module, tree in modules().items()}

    assert {module: lines for module, lines in found.items() if lines} == {}


def test_views_reach_rows_through_the_tenant():
    managers = {"objects", "_default_manager", "_base_manager"}

    assert [
        (module, node.lineno)
        for module, tree in modules().items()
        if ".views" in module
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr in managers
    ] == []


@pytest.mark.parametrize("app", ["clinics", "screening"])
def test_views_call_actions_by_the_name_of_the_package(app):
    """What the package offers is `actions.publish`; all else is imported from its module."""
    offered = set(importlib.import_module(f"{app}.actions").__all__)

    assert [
        (module, full_name)
        for module, tree in modules().items()
        if module.startswith(f"{app}.views")
        for full_name in imported(tree)
        if full_name.startswith(f"{app}.actions.") and full_name.rpartition(".")[2] in offered
    ] == []


def test_staff_views_load_rows_through_the_policy():
    """`load_row` asks it; Django's shortcuts do not."""
    shortcuts = ("django.shortcuts.get_object_or_404", "django.shortcuts.get_list_or_404")

    assert [
        module
        for module, tree in modules().items()
        if any(full_name in shortcuts for full_name in imported(tree))
    ] == ["clinics.access"]


def test_no_signals():
    signals = ("django.dispatch", "django.db.models.signals", "django.core.signals")

    assert [
        module
        for module, tree in modules().items()
        if any(full_name.startswith(signals) for full_name in imported(tree))
    ] == []


def test_crispy_forms_is_known_to_the_layouts_only():
    assert [
        module
        for module, tree in modules().items()
        if any(full_name.startswith("crispy_forms") for full_name in imported(tree))
    ] == ["screening.forms.layouts"]


def test_each_dependency_says_what_it_is_for():
    text = (ROOT / "pyproject.toml").read_text()
    declared = tomllib.loads(text)
    groups = [declared["project"]["dependencies"], *declared["dependency-groups"].values()]

    for dependency in (name for group in groups for name in group):
        assert re.search(rf'^    "{re.escape(dependency)}", +# \w.{{10,}}$', text, re.MULTILINE), (
            dependency
        )


def test_no_package_registry_is_named():
    """Which one is asked is the reader's choice, and a lock that names one breaks elsewhere."""
    hosts = [
        ".".join(host) for host in (("pypi", "org"), ("pythonhosted", "org"), ("npmjs", "com"))
    ]

    assert [
        path for path, text in tracked_texts().items() if any(host in text for host in hosts)
    ] == []


def test_no_path_of_one_machine_is_named():
    homes = re.compile(r"(?<![\w.])/(?:home|Users)/\w")

    assert [
        path
        for path, text in tracked_texts().items()
        if str(ROOT) + "/" in text or homes.search(text)
    ] == []


@pytest.mark.parametrize("name", ["base", "test", "bench"])
def test_lock_pins_each_package_with_hashes(name):
    text = (ROOT / f"requirements/{name}.txt").read_text()
    entries = re.split(r"\n(?=\w)", text.partition("\n#")[2].partition("\n")[2])

    assert all(re.match(r"[\w.-]+(\[\w+\])?==\S+", entry) for entry in entries)
    assert all("--hash=sha256:" in entry for entry in entries)
    assert "--index-url" not in text


def test_test_and_bench_locks_agree_with_the_base_lock():
    def pins(name: str) -> set[str]:
        text = (ROOT / f"requirements/{name}.txt").read_text()
        return set(re.findall(r"^[\w.-]+(?:\[\w+\])?==\S+", text, re.MULTILINE))

    assert pins("base") <= pins("test")
    assert pins("base") <= pins("bench")
