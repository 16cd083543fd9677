"""The screen stays on while a series runs or the page is read aloud, with one lock, and with none after."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.test_aloud import button, expect_phase, speaking

Visit = Callable[..., Page]
ENDURANCE, STRENGTH = "exercises/endurance/", "exercises/strength/"

# A browser's lock: it takes the lock back itself when the page is hidden. `looks(away)` hides it and shows it again.
LOCK = """
window.locks = []; window.asked = 0;
Object.defineProperty(navigator, "wakeLock", { value: { request: async () => {
    asked++;
    const lock = { onrelease: null, release: async () => { locks = locks.filter(one => one !== lock); } };
    locks.push(lock);
    return lock;
} } });
let hidden = false;
Object.defineProperty(document, "hidden", { get: () => hidden });
window.looks = away => {
    hidden = away;
    if (away) for (const lock of locks.splice(0)) if (lock.onrelease) lock.onrelease();
    document.dispatchEvent(new Event("visibilitychange"));
};
"""


def held(page: Page) -> int:
    count: int = page.evaluate("new Promise(done => setTimeout(() => done(locks.length), 20))")
    return count


@pytest.mark.parametrize("path", [STRENGTH, ENDURANCE])
def test_one_lock_while_a_series_runs_again_when_she_returns_and_none_after_stop(
    visit: Visit, path: str
) -> None:
    page = visit(path, script=LOCK)
    start = page.locator("[data-guide-start]")
    start.click()
    page.wait_for_selector("[data-guide]:not([data-phase=ready])")
    assert held(page) == 1
    page.evaluate("looks(true)")
    assert held(page) == 0
    page.evaluate("looks(false)")
    if path == ENDURANCE:
        assert held(page) == 0  # it is paused, and goes on when she says so
        start.click()
    assert held(page) == 1
    page.locator("[data-guide-stop]").click()
    assert held(page) == 0
    page.evaluate("looks(true); looks(false)")
    assert held(page) == 0


def test_reading_aloud_and_a_series_share_one_lock(visit: Visit) -> None:
    page = visit(ENDURANCE, script=LOCK + speaking("nl"))
    button(page).tap()
    expect_phase(page, "reading")
    page.locator("[data-guide-start]").click()
    page.wait_for_selector("[data-phase=count-in]")
    assert held(page) == 1
    button(page, "stop").click()
    assert held(page) == 1
    page.locator("[data-guide-stop]").click()
    assert held(page) == 0
    assert page.evaluate("asked") == 1


def test_a_series_that_is_stopped_while_the_lock_is_asked_for_leaves_none(visit: Visit) -> None:
    slow = (
        LOCK
        + """const ask = navigator.wakeLock.request;
        navigator.wakeLock.request = () => new Promise(done => { window.give = () => ask().then(done); });"""
    )
    page = visit(STRENGTH, script=slow)
    page.locator("[data-guide-start]").click()
    page.wait_for_selector("[data-phase=contract]")
    page.locator("[data-guide-stop]").click()
    page.evaluate("give()")
    assert held(page) == 0
