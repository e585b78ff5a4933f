"""Nobody reads or writes a clinic's rows without having said which clinic."""

import threading

import pytest
from django.apps import apps
from django.http import HttpResponse
from django.test import RequestFactory

from clinics import actions, audit, scopes
from clinics.access import ClinicMiddleware, clinics_of
from clinics.models import AuditEvent, Clinic, Membership, Patient, Role, Tenant
from clinics.models.tenant import TenantQuerySet
from screening.actions.locks import lock_intake
from screening.actions.sessions import load_session
from screening.actions.tokens import digest_of, new_token
from screening.models import Intake


def has_clinic(model):
    return any(field.related_model is Clinic for field in model._meta.concrete_fields)


WITH_CLINIC = [
    model
    for model in apps.get_models()
    if has_clinic(model) and model._meta.label not in scopes.SHARED
]


def name_of(model):
    return model.__name__


@pytest.mark.parametrize("model", WITH_CLINIC, ids=name_of)
def test_table_with_a_clinic_is_a_tenant_table(model):
    assert issubclass(model, Tenant)
    assert all(issubclass(each._queryset_class, TenantQuerySet) for each in model._meta.managers)


@pytest.mark.parametrize("model", WITH_CLINIC, ids=name_of)
def test_query_without_a_scope_raises(model):
    with scopes.nowhere():
        for manager in model._meta.managers:
            with pytest.raises(scopes.Unscoped, match=model.__name__):
                manager.all()


def test_ways_to_ask_without_a_scope_all_raise(lakeside):
    with scopes.nowhere():
        for ask in ("exists", "count", "first", "exclude", "in_bulk", "none"):
            with pytest.raises(scopes.Unscoped):
                getattr(lakeside.patients, ask)()


def test_scope_shows_one_clinics_rows_whatever_is_asked(lakeside, harbor, maria, charlie):
    theirs = actions.register_patient(
        clinic=harbor,
        given_name="Ana",
        family_name="",
        date_of_birth=maria.date_of_birth,
        by=charlie,
    )

    with scopes.at_clinic(harbor):
        assert list(Patient.objects.all()) == [theirs]
        assert list(lakeside.patients.all()) == []
        assert not Patient.objects.filter(pk=maria.pk).exists()


def test_inner_scope_ends_with_its_block(lakeside, harbor):
    with scopes.at_clinic(lakeside):
        with pytest.raises(ZeroDivisionError), scopes.at_clinic(harbor):
            _ = 1 / 0
        assert scopes.current() == scopes.Scope(clinic=lakeside.pk)


def test_row_of_another_clinic_is_not_written(lakeside, harbor, maria):
    with scopes.at_clinic(harbor):
        with pytest.raises(scopes.OutOfScope, match="Patient of another clinic"):
            maria.save()
        with pytest.raises(scopes.OutOfScope, match="AuditEvent of another clinic"):
            audit.record(clinic=lakeside, action="test.happened")


def test_what_belongs_to_no_clinic_is_recorded_from_anywhere(lakeside):
    with scopes.at_clinic(lakeside):
        audit.record(clinic=None, action="test.happened")
    with scopes.nowhere():
        audit.record(clinic=None, action="test.happened")

    with scopes.at_system():
        assert [event.action for event in AuditEvent.objects.order_by("sequence")][-2:] == [
            "test.happened",
            "test.happened",
        ]
    with scopes.at_clinic(lakeside):
        assert not AuditEvent.objects.filter(action="test.happened").exists()


def test_prepared_statement_brings_no_other_clinics_row(intake, harbor):
    assert lock_intake(intake) == intake
    with scopes.at_clinic(harbor), pytest.raises(Intake.DoesNotExist):
        lock_intake(intake)
    with scopes.nowhere(), pytest.raises(scopes.Unscoped):
        lock_intake(intake)


def test_session_opens_its_own_intake_and_no_other_table(intake):
    token = new_token()
    Intake.objects.filter(pk=intake.pk).update(session_digest=digest_of(token))

    with scopes.nowhere():
        assert load_session(token=token) == intake
        assert load_session(token=new_token()) is None
    with scopes.holding(Intake, digest_of(token)):
        assert list(Intake.objects.all()) == [intake]
        with pytest.raises(scopes.Unscoped, match="Patient"):
            Patient.objects.count()


def test_memberships_are_read_of_one_person_only(alice, bob, charlie, lakeside, harbor):
    actions.grant_role(user=alice, clinic=harbor, role=Role.ADMIN)

    with scopes.nowhere():
        assert clinics_of(alice) == [harbor, lakeside]
    with scopes.holding(Membership, alice.pk):
        assert {each.user for each in Membership.objects.all()} == {alice}


def test_request_begins_in_no_scope_and_leaves_none(lakeside):
    seen = []

    def view(request):
        seen.append(scopes.current())
        return HttpResponse()

    with scopes.at_clinic(lakeside):
        ClinicMiddleware(view)(RequestFactory().get("/"))
        assert scopes.current() == scopes.Scope(clinic=lakeside.pk)
    assert seen == [scopes.NOWHERE]


def test_views_scope_ends_when_it_raises(alice, maria, signed_in, monkeypatch):
    def broken(*args, **kwargs):
        assert scopes.current() == scopes.Scope(clinic=maria.clinic_id)
        raise ZeroDivisionError

    monkeypatch.setattr("screening.views.patients.patient_page", broken)
    with scopes.nowhere():
        with pytest.raises(ZeroDivisionError):
            signed_in(alice).get(f"/patients/{maria.public_id}/")
        assert scopes.current() == scopes.NOWHERE


def test_thread_does_not_inherit_a_scope(lakeside):
    seen = []
    with scopes.at_clinic(lakeside):
        thread = threading.Thread(target=lambda: seen.append(scopes.current()))
        thread.start()
        thread.join()

    assert seen == [scopes.NOWHERE]
