"""Looking at a page as a person with a browser, a screen reader or a small phone would."""

from contextlib import contextmanager
from functools import cache

from django.conf import settings
from playwright.sync_api import Page

PHONE, DESK = {"width": 360, "height": 740}, {"width": 1280, "height": 800}
AXE = settings.VAR / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
ASKED_ANEW = ("htmx:afterRequest", "htmx:sendAbort")
"""What htmx logs as errors when a newer question takes the place of one that is not answered yet,
as it should on a slow network. An answer that failed or got lost is told by words besides."""


@contextmanager
def nothing_wrong(page: Page):
    """Fails when a script errs, a file is missing, or the page breaks its own policy (CSP)."""
    told: list[str] = []
    page.on("console", lambda line: told.append(line.text) if line.type == "error" else None)
    yield
    told = [line for line in told if not line.startswith(ASKED_ANEW)]
    assert not told, f"{page.url} complains: {told}"


def check(page: Page) -> None:
    """The page fits its screen, and axe finds no fault with it."""
    fits(page)
    wrong = faults(page)
    assert not wrong, f"{page.url} is hard to use: {wrong}"


def fits(page: Page) -> None:
    """Once all of it is there: a font that is still to come has other widths."""
    page.wait_for_load_state()
    page.evaluate("document.fonts.ready.then(() => true)")
    wider_by = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert wider_by <= 0, f"{page.url} is {wider_by} px wider than the screen"


def faults(page: Page) -> list[str]:
    page.evaluate(_axe())
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [
        f"{fault['id']}: {node['html'][:120]}"
        for fault in found["violations"]
        for node in fault["nodes"]
    ]


@cache
def _axe() -> str:
    return AXE.read_text(encoding="utf-8")


def log_in(page: Page, site: str, email: str, password: str) -> None:
    page.goto(f"{site}/accounts/login/")
    page.get_by_label("이메일").fill(email)
    page.get_by_label("비밀번호").fill(password)
    with page.expect_navigation():  # whoever goes on before the answer is not logged in
        page.get_by_role("button", name="로그인").click()
