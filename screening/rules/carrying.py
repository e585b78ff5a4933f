"""Which answers still mean the same when somebody goes on answering another document."""

from dataclasses import replace

from screening.rules.branching import Needs, dependencies, question_node, rule_node
from screening.rules.documents import Document
from screening.rules.questions import Question, Texts


def changed_questions(before: Document, after: Document) -> frozenset[str]:
    """Link ids of `after` that `before` does not have, or puts to the patient otherwise."""
    return frozenset(
        link_id for link_id in after.questions if not is_same_question(before, after, link_id)
    )


def is_same_question(before: Document, after: Document, link_id: str) -> bool:
    """Whether an answer to it means the same in both: its words in every language, its options in
    their order, whether it must be answered, and what stands over it.

    When it is asked is no part of that, for the gates are read anew.
    """
    if link_id not in before.questions or link_id not in after.questions:
        return False
    return _as_put(before, link_id) == _as_put(after, link_id)


def _as_put(document: Document, link_id: str) -> tuple[Question, Texts, Texts]:
    """The title of a section and its introduction stand over its questions, and are a part of
    what they say."""
    question = document.questions[link_id]
    over = next(one for one in document.sections if one.slug == question.section)
    same = replace(question, section="", enable_when=None, optional_when=None)
    return same, over.title, over.intro


def read_by(document: Document) -> dict[str, frozenset[str]]:
    """By rule: all questions that its truth can rest on, by its own condition, by other rules, or
    by the gates of a question that it reads."""
    conditions = {slug: rule.when for slug, rule in document.rules.items()}
    needs = dependencies(document.questions, conditions)
    return {
        slug: frozenset(
            link_id
            for link_id in document.questions
            if question_node(link_id) in _all_needed(needs, rule_node(slug))
        )
        for slug in document.rules
    }


def _all_needed(needs: Needs, start: str) -> set[str]:
    found: set[str] = set()
    below = [start]
    while below:
        for node in needs[below.pop()]:
            if node not in found:
                found.add(node)
                below.append(node)
    return found
