"""The order in which questions and rules can be evaluated, and the loops that forbid one."""

from collections.abc import Iterable, Mapping

from screening.rules.conditions import Condition, RuleReference, leaves
from screening.rules.questions import Question

Needs = Mapping[str, tuple[str, ...]]


def dependencies(questions: Mapping[str, Question], rules: Mapping[str, Condition]) -> Needs:
    """What must be known before each node: `question X` before `rule Y`, and so on."""
    needs = {
        question_node(link_id): _referred((question.enable_when, question.optional_when))
        for link_id, question in questions.items()
    }
    return needs | {rule_node(slug): _referred((when,)) for slug, when in rules.items()}


def evaluation_order(
    questions: Mapping[str, Question], rules: Mapping[str, Condition]
) -> tuple[str, ...]:
    """Every node after all that it needs, otherwise in document order."""
    order, _ = _arrange(dependencies(questions, rules))
    return order


def find_loops(
    questions: Mapping[str, Question], rules: Mapping[str, Condition]
) -> list[tuple[str, ...]]:
    """The loops, each as the nodes along it with the first one again at the end."""
    _, loops = _arrange(dependencies(questions, rules))
    return loops


def _arrange(needs: Needs) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """Depth first without recursion, so that no document is too deep for it."""
    done: dict[str, None] = {}
    loops = []
    for start in needs:
        trail = [(start, iter(needs[start]))] if start not in done else []
        while trail:
            node, rest = trail[-1]
            following = next((name for name in rest if name not in done), None)
            names = [name for name, _ in trail]
            if following is None:
                done[node] = None
                trail.pop()
            elif following in names:
                loops.append((*names[names.index(following) :], following))
            else:
                trail.append((following, iter(needs[following])))
    return tuple(done), loops


def _referred(conditions: Iterable[Condition | None]) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for condition in conditions:
        for leaf in leaves(condition) if condition is not None else ():
            if isinstance(leaf, RuleReference):
                found[rule_node(leaf.slug)] = None
            else:
                found[question_node(leaf.question)] = None
    return tuple(found)


def question_node(link_id: str) -> str:
    return f"question {link_id}"


def rule_node(slug: str) -> str:
    return f"rule {slug}"
