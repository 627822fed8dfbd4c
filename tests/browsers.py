"""A real Chromium for the tests that look at pages: this machine's, or Playwright's own."""

import os
import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Error,
    Page,
    Playwright,
    expect,
    sync_playwright,
)

PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
SWITCHES = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PATIENCE = 60_000
"""Milliseconds for what takes one second on an idle machine."""
MISSING = (
    "NO BROWSER: install Chromium (or name one in CHROMIUM) to run the tests that look at pages"
)

expect.set_options(timeout=PATIENCE)


def is_required() -> bool:
    """On CI and under EXPO_REQUIRE_BROWSER=1 a missing browser is a failure, not a skip."""
    return os.environ.get("EXPO_REQUIRE_BROWSER") == "1" or os.environ.get("CI") == "true"


def program() -> str | None:
    """The path of a Chromium on this machine; None leaves it to Playwright's own."""
    named = [os.environ.get("CHROMIUM"), *map(shutil.which, PROGRAMS)]
    placed = [place for place in PLACES if Path(place).exists()]
    return next((path for path in [*named, *placed] if path), None)


def launch(playwright: Playwright) -> Browser:
    try:
        return playwright.chromium.launch(executable_path=program(), args=SWITCHES)
    except Error as error:
        if is_required():
            pytest.fail(f"{MISSING}\n{error}", pytrace=False)
        pytest.skip(MISSING)


@pytest.fixture(scope="session")
def browser():
    """Chromium for the whole run."""
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        # Playwright's loop lives in this thread; Django would otherwise refuse every query of it.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        chromium = launch(playwright)
        patch.setattr(chromium, "new_context", partial(_patient, chromium.new_context))
        yield chromium
        chromium.close()


def _patient(new_context: Callable[..., BrowserContext], **options: Any) -> BrowserContext:
    context = new_context(**options)
    context.set_default_timeout(PATIENCE)
    return context


@pytest.fixture
def page(browser: Browser) -> Page:
    """A fresh page of a fresh profile, in Korean, that fails the test on a script error."""
    context = browser.new_context(locale="ko-KR", timezone_id="Asia/Seoul")
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    context.close()
    assert not errors, f"the page's scripts failed: {errors}"
