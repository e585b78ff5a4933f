"""A case that an intake would become, for the clinician who is to let it out."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from screening.editing.drafts import sketch
from screening.presenters.answers import Record, Words
from screening.presenters.tags import LEVELS, Tag
from screening.presenters.texts import pick
from screening.rules import Level


@dataclass(frozen=True)
class CasePreview:
    """`answers`: the question and what would stand in the case, in the draft's own words; no lines
    for a page sent blank."""

    name: str
    today: str
    level: Tag
    level_then: Tag
    answers: tuple[Words, ...]
    raised: tuple[str, ...]
    undetermined: tuple[str, ...]

    @property
    def comes_out_otherwise(self) -> bool:
        return self.level != self.level_then


def case_preview(
    case: Mapping[str, Any], level_then: str, document: Mapping[str, Any]
) -> CasePreview:
    draft = sketch(document)
    record = Record(draft, case["answers"], draft.language)
    rules = {slug: pick(rule.title, draft.language) for slug, rule in draft.rules.items()}
    return CasePreview(
        name=case["id"],
        today=case["today"],
        level=LEVELS[Level(case["level"])],
        level_then=LEVELS[Level(level_then)],
        answers=tuple(
            record.say(link_id).for_staff
            for link_id in draft.questions
            if link_id in case["answers"]
        ),
        raised=tuple(rules[slug] for slug in case["raised"]),
        undetermined=tuple(rules[slug] for slug in case["undetermined"]),
    )
