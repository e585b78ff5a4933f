"""The same questions in django-formtools, as its documentation has it."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path
from formtools.wizard.views import NamedUrlSessionWizardView, normalize_name

from benchmarks.step.browser import Answer, Browser
from benchmarks.step.question_set import choice, document
from screening.rules import Question, QuestionType

MEDICINE_ROWS = 4
STEPS = 12


class MeasuredWizard(NamedUrlSessionWizardView):
    template_name = "wizard/step.html"

    def done(self, form_list: Sequence[forms.Form], **_: Any) -> HttpResponse:
        return redirect("/")


PREFIX = normalize_name(MeasuredWizard.__name__)


def form_fields(question: Question) -> dict[str, forms.Field]:
    """What Django has for each type of question, with its own widgets."""
    text, link_id = question.text["en"], question.link_id
    options = [(option.value, option.label["en"]) for option in question.options]
    said = {"label": text, "help_text": question.help.get("en", "")}
    match question.type:
        case QuestionType.CHOICE:
            field: forms.Field = forms.ChoiceField(
                choices=options, widget=forms.RadioSelect, **said
            )
        case QuestionType.CHOICES | QuestionType.ACKNOWLEDGEMENTS:
            field = forms.MultipleChoiceField(
                choices=options, widget=forms.CheckboxSelectMultiple, **said
            )
        case QuestionType.DATE:
            field = forms.DateField(**said)
        case QuestionType.BLOOD_PRESSURE:
            return {
                f"{link_id}_systolic": forms.IntegerField(min_value=60, max_value=260, **said),
                f"{link_id}_diastolic": forms.IntegerField(min_value=30, max_value=160),
                f"{link_id}_measured_on": forms.DateField(),
                f"{link_id}_method": forms.ChoiceField(choices=options, widget=forms.RadioSelect),
            }
        case QuestionType.MEDICINES:
            return {
                f"{link_id}_{column}_{row}": forms.CharField(max_length=200, required=False)
                for row in range(MEDICINE_ROWS)
                for column in ("name", "dose", "frequency")
            }
        case _:
            field = forms.CharField(widget=forms.Textarea, required=False, **said)
    return {link_id: field}


def given(question: Question) -> dict[str, str | list[str]]:  # noqa: PLR0911
    link_id = question.link_id
    match question.type:
        case QuestionType.CHOICE:
            return {link_id: choice(question)}
        case QuestionType.CHOICES:
            return {link_id: [choice(question)]}
        case QuestionType.ACKNOWLEDGEMENTS:
            return {link_id: [option.value for option in question.options]}
        case QuestionType.DATE:
            return {link_id: "1984-03-27"}
        case QuestionType.BLOOD_PRESSURE:
            return {
                f"{link_id}_systolic": "118",
                f"{link_id}_diastolic": "76",
                f"{link_id}_measured_on": date.today().isoformat(),  # noqa: DTZ011
                f"{link_id}_method": "arm_cuff",
            }
        case QuestionType.MEDICINES:
            return {f"{link_id}_name_0": "sertraline 100 mg"}
        case _:
            return {link_id: "penicillin"}


class Wizard:
    """A wizard of so many steps, each with its share of the questions."""

    def __init__(self, name: str, steps: int) -> None:
        questions = list(document().questions.values())
        share = -(-len(questions) // steps)
        self.name = name
        self.shares = [questions[at : at + share] for at in range(0, len(questions), share)]

    def url(self) -> URLPattern:
        form_list = [
            (str(number), type(f"Step{number}", (forms.Form,), _all_fields(share)))
            for number, share in enumerate(self.shares)
        ]
        view = MeasuredWizard.as_view(form_list, url_name=self.name)
        return path(f"{self.name}/<str:step>/", login_not_required(view), name=self.name)

    def steps(self) -> Iterator[tuple[Answer, Answer]]:
        """The GET and the POST of every step of a new visitor."""
        browser = Browser()
        for number, share in enumerate(self.shares):
            address = f"/{self.name}/{number}/"
            shown = browser.get(address)
            answers = {f"{PREFIX}-current_step": str(number)}
            for question in share:
                answers |= {f"{number}-{key}": value for key, value in given(question).items()}
            yield shown, browser.post(address, answers)


def _all_fields(share: Sequence[Question]) -> dict[str, forms.Field]:
    return {name: field for one in share for name, field in form_fields(one).items()}


FEW_STEPS = Wizard("wizard", STEPS)
ONE_EACH = Wizard("long-wizard", len(document().questions))
