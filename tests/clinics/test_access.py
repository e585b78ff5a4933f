import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.http import Http404, HttpResponse
from django.test.utils import CaptureQueriesContext
from django.urls import path

from clinics import actions, scopes
from clinics.access import actor_of, clinics_of, home_of, load_row, other_clinics, require
from clinics.models import Patient, Role
from clinics.policy import Action, Anonymous, Operator, Staff
from tests.people import employ

FRONT_DESK, CLINICIAN, ADMIN = Role


@require(Action.SEE_INTAKES)
def clinical_page(request):
    return HttpResponse(request.clinic.slug)


@require(Action.MANAGE_PATIENTS)
def patient_page(request, number):
    """Loads past the tenant, as a careless view would."""
    return HttpResponse(load_row(request, Patient.objects.all(), pk=number).full_name)


def plain_page(request):
    return HttpResponse("plain")


urlpatterns = [
    path("clinical/", clinical_page, name="clinical"),
    path("patient/<int:number>/", patient_page, name="patient"),
    path("plain/", plain_page),
    path("clinics/choose/", plain_page, name="choose-clinic"),
    path("account/sign-in/", plain_page, name="sign-in"),
    path("account/second-factor/", plain_page, name="second-factor"),
]
pytestmark = [pytest.mark.urls(__name__), pytest.mark.django_db]


def test_right_role_gets_the_page_with_the_clinic(signed_in, alice):
    assert signed_in(alice).get("/clinical/").content == b"lakeside"


def test_wrong_role_is_refused_and_recorded(signed_in, bob, lakeside):
    assert signed_in(bob).get("/clinical/").status_code == 403

    event = lakeside.audit_events.get(action="access.denied")
    assert event.actor == bob
    assert event.details == {"page": "clinical", "needs": "see_intakes"}


def test_row_of_another_clinic_is_missing_however_it_was_loaded(signed_in, maria, alice, charlie):
    assert signed_in(alice).get(f"/patient/{maria.pk}/").content.decode() == maria.full_name

    foreign = signed_in(charlie).get(f"/patient/{maria.pk}/")
    missing = signed_in(charlie).get(f"/patient/{maria.pk + 1}/")
    assert (foreign.status_code, foreign.content) == (404, missing.content)


def test_policy_is_asked_of_a_row_that_no_scope_kept_out(rf, maria, alice, charlie, harbor):
    request = rf.get("/")
    request.action = Action.MANAGE_PATIENTS
    request.actor = Staff(charlie, harbor, frozenset(Role), is_verified=True)
    with scopes.across_clinics("the tests"), pytest.raises(Http404):
        load_row(request, Patient.objects.all(), pk=maria.pk)

    request.actor = Staff(alice, maria.clinic, frozenset(Role), is_verified=True)
    with scopes.across_clinics("the tests"):
        assert load_row(request, Patient.objects.all(), pk=maria.pk) == maria


def test_name_with_a_nul_is_missing_without_a_look(rf, alice, django_assert_num_queries):
    with django_assert_num_queries(0), pytest.raises(Http404):
        load_row(rf.get("/"), Patient.objects.all(), record_number="LK\0")


def test_elsewhere_is_where_the_role_is_held_too(rf, signed_in, alice, lakeside, harbor):
    client = signed_in(alice)
    request = rf.get("/")
    request.user, request.session, request.clinic = alice, client.session, lakeside
    request.session["clinic"] = lakeside.pk
    actions.grant_role(user=alice, clinic=harbor, role=FRONT_DESK)
    request.actor = actor_of(request)

    assert other_clinics(request, Action.MANAGE_PATIENTS) == [harbor]
    assert other_clinics(request, Action.DECIDE) == []


def test_work_begins_where_the_roles_allow_and_behind_the_factors(rf, alice, lakeside):
    request = rf.get("/")
    request.user, request.session, request.clinic = alice, {}, lakeside

    assert home_of(request) == "/account/second-factor/"


def test_operator_works_at_no_clinic_whatever_their_roles(signed_in, rf, alice, lakeside):
    alice.is_superuser = True
    alice.save()
    client = signed_in(alice)

    assert client.get("/clinical/")["Location"] == "/clinics/choose/?next=%2Fclinical%2F"
    assert clinics_of(alice) == []


def test_actor_is_who_asks_with_what_they_may(rf, signed_in, alice, lakeside):
    request = rf.get("/")
    request.user, request.session = AnonymousUser(), {}
    assert actor_of(request) == Anonymous()

    request.user = alice
    assert actor_of(request) == Staff(alice, lakeside, frozenset({CLINICIAN}), is_verified=False)

    request = rf.get("/")
    request.user, request.session = alice, signed_in(alice).session
    assert actor_of(request) == Staff(alice, lakeside, frozenset({CLINICIAN}), is_verified=True)

    request.session["clinic"] = lakeside.pk + 1
    assert actor_of(request) == Anonymous()

    alice.is_superuser = True
    assert actor_of(request) == Operator(alice)


def test_nobody_gets_in_without_signing_in(client):
    for page in ("/clinical/", "/patient/1/", "/plain/"):
        response = client.get(page)
        assert response.status_code == 302
        assert response["Location"] == f"/account/sign-in/?next={page}"


def test_guard_holds_by_itself_too(rf):
    request = rf.get("/clinical/")
    request.user, request.clinic, request.actor = AnonymousUser(), None, Anonymous()

    assert clinical_page(request)["Location"] == "/account/sign-in/?next=/clinical/"


def test_person_of_two_clinics_chooses_first(signed_in, alice, harbor):
    actions.grant_role(user=alice, clinic=harbor, role=Role.FRONT_DESK)
    client = signed_in(alice)

    assert (
        client.get("/clinical/?a=1")["Location"] == "/clinics/choose/?next=%2Fclinical%2F%3Fa%3D1"
    )
    assert client.post("/clinical/")["Location"] == "/clinics/choose/"


def test_roles_are_those_at_the_clinic_chosen(signed_in, alice, lakeside, harbor):
    actions.grant_role(user=alice, clinic=harbor, role=Role.FRONT_DESK)
    client = signed_in(alice)

    choose(client, harbor)
    assert client.get("/clinical/").status_code == 403
    choose(client, lakeside)
    assert client.get("/clinical/").status_code == 200


def test_clinic_chosen_without_belonging_to_it_is_no_clinic(signed_in, alice, harbor):
    client = signed_in(alice)
    choose(client, harbor)

    assert client.get("/clinical/")["Location"] == "/clinics/choose/?next=%2Fclinical%2F"


def test_role_taken_away_is_gone_with_the_next_request(signed_in, lakeside):
    erin = employ("Erin", lakeside, CLINICIAN, FRONT_DESK)
    client = signed_in(erin)
    assert client.get("/clinical/").status_code == 200

    actions.revoke_role(user=erin, clinic=lakeside, role=CLINICIAN)
    assert client.get("/clinical/").status_code == 403

    actions.revoke_role(user=erin, clinic=lakeside, role=FRONT_DESK)
    assert client.get("/clinical/").status_code == 302


def test_closed_account_is_out_with_the_next_request(signed_in, alice):
    client = signed_in(alice)
    actions.deactivate_staff(user=alice)

    assert client.get("/clinical/")["Location"] == "/account/sign-in/?next=/clinical/"


def test_page_that_asks_for_no_clinic_costs_no_query(signed_in, alice):
    client = signed_in(alice)
    with CaptureQueriesContext(connection) as queries:
        client.get("/plain/")
    without = len(queries)
    with CaptureQueriesContext(connection) as queries:
        client.get("/clinical/")

    assert not any("membership" in query["sql"] for query in queries.captured_queries[:without])
    assert len(queries) == without + 1


def choose(client, clinic):
    session = client.session
    session["clinic"] = clinic.pk
    session.save()


def test_refusing_raises_what_the_403_page_answers(rf, bob, lakeside):
    request = rf.get("/clinical/")
    request.user, request.clinic = bob, lakeside
    request.actor = Staff(bob, lakeside, frozenset({FRONT_DESK}), is_verified=True)
    request.resolver_match = None
    with pytest.raises(PermissionDenied):
        clinical_page(request)
