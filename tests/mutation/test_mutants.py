"""The mutator makes the mistakes that it says, one in each mutant."""

from tests.mutation.mutants import mutants

SOURCE = '''"""A docstring stays."""
from django.db import models


@require(Action.DECIDE)
@require_POST
def view(request: "HttpRequest") -> bool:
    """So does this one."""
    if not request.user or request.pk == 1:
        refuse(request)
    return request.role in {"ADMIN", True}
'''


def test_each_mutant_has_one_mistake():
    assert [mutant.mistake for mutant in mutants("view.py", SOURCE)] == [
        "view without @require(Action.DECIDE)",
        "view without @require_POST",
        "if not not request.user or request.pk == 1",
        "or swapped",
        "not left out",
        "eq flipped",
        "2, not 1",
        "without refuse(request)",
        "returns nothing, not request.role in {'ADMIN', True}",
        "in flipped",
        "without 'ADMIN'",
        "without True",
        "another text than 'ADMIN'",
        "False, not True",
    ]


def test_mutant_is_the_source_with_its_mistake():
    sources = [mutant.source for mutant in mutants("view.py", SOURCE, guards_only=True)]

    assert ["@require(Action.DECIDE)" in source for source in sources] == [False, True]
    assert ["@require_POST" in source for source in sources] == [True, False]
    assert len({*sources, SOURCE}) == 3


def test_guard_that_is_called_and_policy_that_is_asked_are_left_out_as_well():
    source = """
def guarded(request):
    if request.user is None or not may(request.actor, action):
        refuse(request)
    return require(Action.DECIDE)(view)
"""
    found = list(mutants("guards.py", source, guards_only=True))

    assert [(mutant.mistake, mutant.source.splitlines()[number]) for mutant, number in
            zip(found, (1, 3), strict=True)] == [
        ("without may(request.actor, action)", "    if request.user is None or not True:"),
        ("without require(Action.DECIDE)", "    return view"),
    ]  # fmt: skip
