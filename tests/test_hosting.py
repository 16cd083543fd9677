"""The same files work wherever a hospital puts them, behind the strictest policy."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Request

from tests.conftest import (
    BLOCKED,
    EVERYWHERE,
    EXERCISES,
    LANGUAGES,
    PATHS,
    PHONE,
    POLICY,
    Site,
    address,
    serve,
    unfaded,
)


def _broken(request: Request) -> bool:
    """Not an icon that was still on its way when the test went to the next page."""
    return request.failure != "net::ERR_ABORTED"


@pytest.fixture(params=["/", "/ziekenhuis/kine/2026/"])
def server(request: pytest.FixtureRequest, site: Site) -> Iterator[str]:
    with serve(site.folder, request.param) as address:
        yield address


def complaints(page: Page, root: str) -> list[str]:
    """Everything that goes wrong on the page from now on, collected while it happens."""
    found: list[str] = []
    page.on(
        "console",
        lambda message: (
            found.append(message.text) if message.type != "log" and message.text != BLOCKED else None
        ),
    )
    page.on("pageerror", lambda error: found.append(str(error)) if not unfaded(error) else None)
    page.on(
        "requestfailed", lambda request: found.append(f"failed: {request.url}") if _broken(request) else None
    )
    page.on(
        "response",
        lambda response: (
            found.append(f"{response.status}: {response.url}") if response.status >= 400 else None
        ),
    )
    page.on(
        "request",
        lambda request: (
            found.append(f"elsewhere: {request.url}") if not request.url.startswith(root) else None
        ),
    )
    return found


def test_every_page_opens_at_any_path_without_a_violation_or_a_request_elsewhere(
    browser: Browser, server: str
) -> None:
    page = browser.new_page(**PHONE)
    found = complaints(page, server)
    # Two languages whole, of all others a page of the most parts: tests/test_page.py reads every page for what may
    # load, and every link.
    for language in LANGUAGES:
        whole = EVERYWHERE or language in ("nl", "ar")
        for path in PATHS if whole else [EXERCISES[1]]:
            response = page.goto(server + address(language, path))
            assert response and response.header_value("content-security-policy") == POLICY
            assert page.evaluate("getComputedStyle(document.querySelector('.skip')).position") == "absolute"
            page.wait_for_selector("html[data-script]", state="attached")
    assert found == []
    page.close()


def test_the_policy_in_the_page_alone_stops_a_foreign_script(
    browser: Browser, site: Site, tmp_path: Path
) -> None:
    shutil.copytree(site.folder, tmp_path / "site")
    home = tmp_path / "site" / "index.html"
    home.write_text(
        home.read_text("utf-8").replace("</body>", "<script>document.title = 'hacked'</script></body>")
    )
    page = browser.new_page()
    page.goto(home.as_uri())
    assert page.title() != "hacked"
    page.close()


def test_from_a_disk_the_page_has_its_looks_and_its_script(browser: Browser, site: Site) -> None:
    page = browser.new_page(**PHONE)
    found = complaints(page, "file:")
    page.goto((site.folder / "ar/toilet/index.html").as_uri())
    assert page.evaluate("document.documentElement.dataset.script") == ""
    assert page.evaluate("getComputedStyle(document.querySelector('.skip')).position") == "absolute"
    assert found == []
    page.close()


def test_a_wrong_address_at_any_depth_gets_the_page_that_says_so(browser: Browser, server: str) -> None:
    page = browser.new_page(**PHONE)
    response = page.goto(server + "toilet/nowhere/at/all/")
    assert response and response.status == 404
    assert page.locator("main p").count() == len(LANGUAGES)
    page.close()
