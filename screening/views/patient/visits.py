"""What the pages of a patient who is in need of the intake behind them."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from clinics.models import Clinic
from screening import actions
from screening.actions.again_pages import Again, again_or_all, open_request
from screening.actions.branches import branches_of, document_of
from screening.actions.overlays import BIRTH_DATE
from screening.actions.reworded_pages import older_words
from screening.forms.questions import Asked
from screening.models import Intake
from screening.presenters.journeys import Journey
from screening.presenters.texts import pick
from screening.rules import Branches, Document


@dataclass(frozen=True)
class Visit:
    """`known` are the branches of these answers, where something has told them already."""

    intake: Intake
    known: Branches | None = None

    @property
    def clinic(self) -> Clinic:
        return self.intake.clinic

    @property
    def is_open(self) -> bool:
        """Somebody waits for answers: the intake, or the clinic that asks some of it again."""
        return self.is_filled_in or self.again is not None

    @property
    def is_filled_in(self) -> bool:
        return self.intake.is_in_progress and not self.intake.is_expired

    @cached_property
    def again(self) -> Again | None:
        """What the clinic asks once more, of an intake that was sent."""
        asked = open_request(self.intake)
        return again_or_all(asked) if asked else None

    @property
    def answers(self) -> Mapping[str, Any]:
        """Those that may be shown and changed: of what was sent with a name under it, none."""
        return self.again.answers if self.again else self.intake.answers

    @cached_property
    def document(self) -> Document:
        return document_of(self.intake)

    @cached_property
    def today(self) -> dt.date:
        """At the clinic; where its time zone cannot be read, the latest date that any place has."""
        try:
            return self.clinic.day_of_screening()
        except ValueError:
            return timezone.now().date() + dt.timedelta(days=1)

    @cached_property
    def journey(self) -> Journey:
        if self.again:
            return Journey(
                self.document,
                self.again.branches,
                self.again.answers,
                proved={BIRTH_DATE},
                only=self.again.pages,
            )
        intake, branches = self.intake, self.known or branches_of(self.intake)
        return Journey(self.document, branches, intake.answers, proved={BIRTH_DATE})

    @property
    def language(self) -> str:
        return spoken(self.intake.language, self.document)

    def say(self, texts: Mapping[str, str]) -> str:
        return self.clinic.fill_in(pick(texts, self.language, self.document.language))

    def asked(self, link_id: str) -> Asked:
        return Asked(
            question=self.document.questions[link_id],
            say=self.say,
            today=self.today,
            optional=link_id in self.journey.branches.optional,
            may_not_apply=self.journey.may_not_apply(link_id),
        )

    def has_page(self, link_id: str) -> bool:
        """Asked now or not; what was proved to get in is on none."""
        return link_id in self.document.questions and link_id not in self.journey.proved

    def in_older_words(self, link_id: str, seen: int | None) -> Asked | None:
        """The question as an older version put it, where its page was made before the intake went
        on with another. None where that version cannot be read: the action calls a person."""
        try:
            older = older_words(self.intake, link_id, seen)
        except actions.EvaluationFailed:
            return None
        if older is None:
            return None
        return Asked(
            question=older.parsed.questions[link_id],
            say=self.say,
            today=self.today,
            optional=True,
            may_not_apply=True,
        )

    def is_asked_anew(self, link_id: str) -> bool:
        """Brought or changed by a newer version since the patient began."""
        return link_id in self.intake.asked_anew

    @property
    def next_url(self) -> str:
        """The first page that is still to be sent, or all answers when there is none."""
        link_id = self.journey.next_unsent
        if link_id:
            return page_url(link_id)
        return reverse("patient:again-check" if self.again else "patient:check")

    def back_url(self, link_id: str) -> str:
        """To the page before; from the first one that is asked again, to why it is."""
        if before := self.journey.before(link_id):
            return page_url(before)
        return reverse("patient:done") if self.again else ""

    def context(self, **more: Any) -> dict[str, Any]:
        return {
            "clinic": self.clinic,
            "intake": self.intake,
            "language": self.language,
            "languages": languages_of(self.clinic, self.document) if self.is_filled_in else [],
            **more,
        }


def texts_of(visit: Visit, raised: Iterable[str]) -> list[str]:
    """What the rules say to the patient, in the document's order, each text once."""
    document, raised = visit.document, set(raised)
    names = [rule.patient_text for slug, rule in document.rules.items() if slug in raised]
    return [visit.say(document.patient_texts[name]) for name in dict.fromkeys(names)]


def page_url(link_id: str) -> str:
    return reverse("patient:question", args=[link_id])


def spoken(language: str, document: Document) -> str:
    return language if language in document.languages else document.language


def languages_of(clinic: Clinic, document: Document) -> list[tuple[str, str]]:
    """What there is to choose from, by the languages' own names; empty when there is one."""
    names = dict(settings.LANGUAGES)
    codes = [code for code in clinic.languages if code in document.languages]
    return [(code, names.get(code, code)) for code in codes] if len(codes) > 1 else []
