"""Root addresses."""

from django.urls import URLPattern, URLResolver, include, path

from screening.views import (
    audit,
    codebooks,
    dashboards,
    differences,
    flag_rates,
    health,
    home,
    information_requests,
    intake_cases,
    intakes,
    parameters,
    patients,
    question_sets,
    queue,
    replays,
    reviews,
    traces,
    transfers,
    version_checks,
    version_steps,
    vital_signs,
)
from screening.views.editor import cases, conditions, importing, never_asked, parts, trying
from screening.views.patient import (
    about,
    answering_again,
    crisis,
    leaving,
    medicines,
    questions,
    returning,
    sending,
    starting,
)
from screening.views.previews import pages as previews

patient_pages: list[URLPattern | URLResolver] = [
    path("i/<str:token>/", starting.start, name="start"),
    path("i/<str:token>/identity/", starting.identity, name="identity"),
    path("i/<str:token>/about/", starting.about, name="link-about"),
    path("intake/", questions.next_page, name="next"),
    path("intake/question/<str:link_id>/", questions.question, name="question"),
    path("intake/question/<str:link_id>/names/", medicines.names, name="medicine-names"),
    path("intake/crisis/", crisis.crisis, name="crisis"),
    path("intake/check/", sending.check, name="check"),
    path("intake/done/", sending.done, name="done"),
    path("intake/again/check/", answering_again.check, name="again-check"),
    path("intake/about/", about.about, name="about"),
    path("intake/language/", leaving.language, name="language"),
    path("intake/delete/", leaving.delete, name="delete"),
    path("intake/come-back/", returning.come_back, name="come-back"),
    path("intake/ended/", leaving.ended, name="ended"),
]

intake_pages: list[URLPattern | URLResolver] = [
    path("", intakes.intake, name="intake"),
    path("claim/", intakes.claim, name="claim"),
    path("release/", intakes.release, name="release"),
    path("screen-again/", intakes.screen_again, name="screen-again"),
    path("vital-signs/", vital_signs.vital_signs, name="vital-signs"),
    path("flags/<int:number>/", reviews.assess_flag, name="assess-flag"),
    path("decide/", reviews.decide, name="decide"),
    path("make-case/", intake_cases.make_case_of, name="make-case"),
    path("ask-again/", information_requests.ask, name="ask-again"),
    path("requests/<int:number>/send/", information_requests.send, name="send-request"),
    path("requests/<int:number>/withdraw/", information_requests.withdraw, name="withdraw-request"),
]

draft_pages: list[URLPattern | URLResolver] = [
    path("", parts.edit_outline, name="edit-draft"),
    path("import/", importing.import_document, name="import-document"),
    path("cases/", cases.edit_cases, name="edit-cases"),
    path("cases/candidates/", cases.case_candidates, name="case-candidates"),
    path("cases/new/", cases.new_case, name="new-case"),
    path("cases/<slug:key>/", cases.edit_case, name="edit-case"),
    path("rules/<slug:key>/never-asked/", never_asked.edit_never_asked, name="edit-never-asked"),
    path("<str:kind>/new/", parts.new_part, name="new-part"),
    path("<str:kind>/new/in/<slug:section>/", parts.new_part, name="new-part-in"),
    path("<str:kind>/<slug:key>/", parts.edit_part, name="edit-part"),
    path("rules/<slug:key>/try/", trying.try_rule, name="try-rule"),
    path("<str:kind>/<slug:key>/move/", parts.move_part, name="move-part"),
    path("<str:kind>/<slug:key>/remove/", parts.remove_part, name="remove-part"),
    path(
        "<str:kind>/<slug:key>/<slug:name>/condition/",
        conditions.edit_condition,
        name="edit-condition",
    ),
    path(
        "<str:kind>/<slug:key>/<slug:name>/comparison/",
        conditions.edit_comparison,
        name="edit-comparison",
    ),
]

preview_pages: list[URLPattern | URLResolver] = [
    path("", previews.begin, name="preview"),
    path("question/<str:link_id>/", previews.question, name="preview-question"),
    path("crisis/", previews.crisis, name="preview-crisis"),
    path("language/", previews.language, name="preview-language"),
    path("end/", previews.end, name="preview-end"),
]

version_pages: list[URLPattern | URLResolver] = [
    path("", question_sets.version, name="question-set-version"),
    path("checks/", version_checks.checks, name="question-set-checks"),
    path("traceability/", traces.traceability, name="question-set-traceability"),
    path("traceability/export/", traces.export, name="export-traceability"),
    path("codebook/", codebooks.codebook, name="codebook"),
    path("export/json/", transfers.export, {"form": "json"}, name="export-json"),
    path("export/yaml/", transfers.export, {"form": "yaml"}, name="export-yaml"),
    path("parameters/", parameters.parameters, name="question-set-parameters"),
    path("start-draft/", version_steps.start_draft, name="start-draft"),
    path("send-for-review/", version_steps.send_for_review, name="send-for-review"),
    path("approve/", version_steps.approve, name="approve-version"),
    path("reject/", version_steps.reject, name="reject-version"),
    path("back-to-draft/", version_steps.back_to_draft, name="return-version"),
    path("publish/", version_steps.publish, name="publish-version"),
    path("roll-back/", version_steps.roll_back, name="roll-back-version"),
    path("edit/", include(draft_pages)),
    path("preview/", include(preview_pages)),
    path("difference/", differences.choose_difference, name="choose-difference"),
    path("difference/<int:other>/", differences.difference, name="version-difference"),
    path("replay/", replays.start, name="start-replay"),
]

staff_pages: list[URLPattern | URLResolver] = [
    path("queue/", queue.queue, name="queue"),
    path("audit/", audit.audit_trail, name="audit"),
    path("audit/check/", audit.check_trail, name="audit-check"),
    path("audit/export/", audit.export_trail, name="audit-export"),
    path("intakes/<uuid:public_id>/", include(intake_pages)),
    path("patients/<uuid:public_id>/", patients.patient, name="patient"),
    path("patients/<uuid:public_id>/edit/", patients.edit_patient, name="patient-edit"),
    path("patients/<uuid:public_id>/invite/", patients.invite, name="invite"),
    path("invitations/<uuid:public_id>/revoke/", patients.revoke, name="revoke-invitation"),
    path("question-sets/", question_sets.question_sets, name="question-sets"),
    path("question-sets/<slug:slug>/versions/<int:number>/", include(version_pages)),
    path("dashboard/", dashboards.show_dashboard, name="dashboard"),
    path("flag-rates/", flag_rates.flag_rates, name="flag-rates"),
    path("replays/<uuid:public_id>/", replays.replay, name="replay"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("", home.home, name="home"),
    path("health/", health.health, name="health"),
    path("", include(staff_pages)),
    path("", include((patient_pages, "patient"))),
    path("", include("clinics.urls")),
]

handler400 = "screening.views.errors.bad_request"
handler404 = "screening.views.errors.not_found"
