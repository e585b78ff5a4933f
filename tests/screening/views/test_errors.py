import pytest
from django.test import Client

SPANISH = {"accept-language": "es-MX,es;q=0.9,en;q=0.5"}


def test_unknown_address_is_answered_in_the_language_of_the_browser(db):
    client = Client()

    english, spanish = client.get("/nowhere/"), client.get("/nowhere/", headers=SPANISH)

    assert (english.status_code, spanish.status_code) == (404, 404)
    assert "Page not found" in english.content.decode()
    assert "No se encontró la página" in spanish.content.decode()


def test_post_without_its_token_says_that_nothing_was_changed(inside):
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = inside.client.cookies

    response = strict.post("/intake/question/completed_by/", {"answer": "self"}, headers=SPANISH)

    assert response.status_code == 403
    assert "No se cambió nada." in response.content.decode()
    assert "completed_by" not in inside.answers


@pytest.mark.parametrize(
    "data",
    [{"answer": "a" * 3_000_000}, {f"field-{number}": "" for number in range(1100)}],
    ids=["too large", "too many fields"],
)
def test_post_that_no_page_sends_is_refused_and_changes_nothing(inside, data):
    response = inside.client.post("/intake/question/medicine_allergies/", data)

    assert response.status_code == 400
    assert "We could not read that page" in response.content.decode()
    assert "medicine_allergies" not in inside.answers
