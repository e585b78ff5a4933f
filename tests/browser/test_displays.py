"""Dark screens and the user's own colours: nothing disappears, nothing changes its meaning."""

import pytest
from playwright.sync_api import Page

from tests.browser.axes import violations
from tests.browser.looking import compared, invisible_ticks, script

QUESTIONS = ("completed_by", "heart_history", "blood_pressure")
PATIENTS = (*(f"/intake/question/{name}/" for name in QUESTIONS), "/intake/crisis/")
OWN_COLOURS = pytest.mark.parametrize("scheme", ["light", "dark"])
MEASURED, REPORTED = ".chart-measured circle", ".chart-reported circle"


@pytest.fixture
def staff_pages(rich) -> tuple[str, ...]:
    intake = rich.get_absolute_url()
    return "/queue/", intake, f"{intake}decide/"


def test_dark_screen_hides_nothing_from_patients(patient_tab):
    page = patient_tab(color_scheme="dark")

    for address in PATIENTS:
        page.goto(address)
        assert violations(page) == [], address
        assert invisible_ticks(page) == [], address


def test_dark_screen_hides_nothing_from_staff(staff_tab, alice, staff_pages):
    page = staff_tab(alice, color_scheme="dark")

    for address in staff_pages:
        page.goto(address)
        assert violations(page) == [], address
        assert invisible_ticks(page) == [], address


@OWN_COLOURS
def test_patients_own_colours_leave_edges_and_ticks(patient_tab, scheme):
    page = patient_tab(color_scheme=scheme, forced_colors="active")

    for address in PATIENTS:
        page.goto(address)
        assert without_edges(page) == [], address
        assert invisible_ticks(page) == [], address


@OWN_COLOURS
def test_staffs_own_colours_leave_edges_and_ticks(staff_tab, alice, staff_pages, scheme):
    page = staff_tab(alice, color_scheme=scheme, forced_colors="active")

    for address in staff_pages:
        page.goto(address)
        assert without_edges(page) == [], address
        assert invisible_ticks(page) == [], address


def without_edges(page: Page) -> list[str]:
    return page.evaluate(script("without_edges"))


@pytest.mark.parametrize(
    "colours",
    [
        {"color_scheme": "light"},
        {"color_scheme": "light", "forced_colors": "active"},
        {"color_scheme": "dark", "forced_colors": "active"},
    ],
    ids=lambda colours: " ".join(colours.values()),
)
def test_chart_tells_measured_from_reported(staff_tab, alice, rich, colours):
    """A measured point is full and a reported one hollow, as the legend says."""
    page = staff_tab(alice, **colours)
    page.goto(rich.get_absolute_url())

    full = filled(page)

    assert full[MEASURED] == [True] * 4
    assert full[REPORTED] == [False] * 2


def filled(page: Page) -> dict[str, list[bool]]:
    """Whether the middle of each point stands out from the ground of the chart."""
    chart = page.locator(".chart")
    drawn = chart.screenshot()
    places = {kind: page.evaluate(script("middles"), kind) for kind in (MEASURED, REPORTED)}
    chart.locator("> *").evaluate_all("all => all.forEach((one) => one.remove())")
    empty = chart.screenshot()
    return {
        kind: [share > 0.5 for share in compared(page, empty, drawn, middles)]
        for kind, middles in places.items()
    }
