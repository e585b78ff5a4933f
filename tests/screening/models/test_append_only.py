"""What was sent, found, judged, decided and measured stands for ever."""

import pytest
from django.utils import timezone

from clinics.models import AppendOnlyError
from screening import actions
from screening.models import (
    Flag,
    FlagAssessment,
    Judgement,
    Review,
    Screening,
    SentPage,
    VitalSign,
)
from tests.intakes import ANEURYSM, submit
from tests.reviewing import assess_all, decide


@pytest.fixture
def _everything(intake, alice):
    intake = submit(intake, ANEURYSM)
    actions.record_vital_sign(
        intake=intake, systolic=120, diastolic=80, measured_at=timezone.now(), by=alice
    )
    assess_all(intake, by=alice, judgement=Judgement.UPHELD)
    decide(intake, "NOT_SUITABLE", by=alice, reason="An aneurysm.")


@pytest.mark.usefixtures("_everything")
@pytest.mark.parametrize("model", [SentPage, Screening, Flag, FlagAssessment, Review, VitalSign])
def test_rows_never_change(model):
    row = model.objects.first()

    with pytest.raises(AppendOnlyError):
        row.save()
    with pytest.raises(AppendOnlyError):
        row.delete()
    with pytest.raises(AppendOnlyError):
        model.objects.update(clinic_id=row.clinic_id)
    with pytest.raises(AppendOnlyError):
        model.objects.all().delete()
