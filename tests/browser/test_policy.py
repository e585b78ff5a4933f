"""What the pages are allowed, and that these tests would notice more."""

import pytest
from playwright.sync_api import Page, Route

from tests.browser.axes import violations
from tests.browser.looking import (
    LEAST_TARGET,
    invisible_ticks,
    script,
    sideways,
    wrong_summary,
)
from tests.browser.pressing import press
from tests.browser.watching import Watch

MOST_REQUESTS = 4
BREACHES = {
    "a script in the page": "<script>document.title = 'taken over'</script>",
    "a script from elsewhere": "<script src='https://elsewhere.example/x.js'></script>",
    "a style in the page": "<p style='color: red'>red</p>",
    "a picture from elsewhere": "<img alt='' src='https://elsewhere.example/x.png'>",
    "a frame": "<iframe title='x' src='/'></iframe>",
    "a part that is missing": "<link rel='stylesheet' href='/static/css/missing.css'>",
}


@pytest.fixture
def spoilt(new_context, base_url, db):
    """The first page with something in it that we never wrote; `Watch` is not asked at the end."""

    def open_page(markup: str, **options) -> tuple[Page, Watch]:
        context = new_context(**options)
        watch, page = Watch(context, base_url), context.new_page()

        def spoil(route: Route) -> None:
            answer = route.fetch()
            route.fulfill(
                response=answer, body=answer.text().replace("</main>", f"{markup}</main>")
            )

        page.route("/", spoil)
        page.goto("/")
        return page, watch

    return open_page


@pytest.mark.parametrize("breach", BREACHES)
def test_breach_is_noticed(spoilt, breach):
    page, watch = spoilt(BREACHES[breach])
    page.wait_for_load_state("networkidle")

    assert watch.complaints
    assert page.title() == "Forescreen"


def test_what_is_wrong_with_a_page_is_noticed(spoilt):
    page, _ = spoilt(
        "<p id='wide'>wide</p><input id='tick' type='checkbox'><a href='/' id='tiny'>x</a>"
    )
    page.evaluate(
        """() => {
            const style = (id, values) => Object.assign(document.getElementById(id).style, values);
            style("wide", { width: "3000px" });
            style("tick", { appearance: "none" });
            style("tiny", { display: "inline-block" });
        }"""
    )

    assert any("label" in one for one in violations(page))
    assert any(one.endswith("p. sticks out: wide") for one in sideways(page, 1280))
    small = page.evaluate(script("small_targets"), LEAST_TARGET)
    assert [one for one in small if one.startswith("x: ")]
    assert [one for one in invisible_ticks(page) if "tick cannot be seen" in one]
    assert not any("color-contrast" in one for one in violations(page, is_again=True))
    page.evaluate("() => { document.getElementById('wide').style.color = '#bbb' }")
    faint = [one for one in violations(page, is_again=True) if "color-contrast" in one]
    assert len(faint) == 1
    assert " at #wide: " in faint[0]


def test_summary_that_leads_nowhere_is_noticed(new_tab, db):
    page = new_tab()
    page.goto("/account/sign-in/")
    press(page.get_by_role("button", name="Sign in"))
    links = page.locator(".error-summary a")
    assert list(wrong_summary(page)) == []

    links.first.evaluate("(link) => { link.href = '#content' }")
    links.last.evaluate("(link) => { link.textContent = 'Something else.' }")

    assert list(wrong_summary(page)) == [
        "the summary's link leads to no control: Write your e-mail address.",
        "the control is not described by: Something else.",
    ]


def test_first_load_is_few_requests(patient_tab, invited):
    """With nothing in the cache: the page, its style sheets and its icon."""
    page = patient_tab()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))

    for address in (f"/i/{invited[1]}/", "/intake/question/heart_history/", "/intake/crisis/"):
        asked.clear()
        page.goto(address, wait_until="networkidle")
        assert 1 <= len(asked) <= MOST_REQUESTS


@pytest.mark.parametrize("has_script", [True, False])
def test_patients_pages_leave_nothing_in_the_browser(patient_tab, has_script):
    page = patient_tab(java_script_enabled=has_script)
    page.goto("/intake/")

    stored = page.evaluate("() => localStorage.length + sessionStorage.length")

    cookies = {cookie["name"]: cookie for cookie in page.context.cookies()}
    assert stored == 0
    assert cookies.keys() == {"intake", "csrf"}
    assert {(one["httpOnly"], one["expires"]) for one in cookies.values()} == {(True, -1)}
