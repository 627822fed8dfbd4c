"""The scanner's screen without a server: the page as it is served, and an engine that obeys."""

import json
import mimetypes
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.contrib.staticfiles import finders
from django.test import Client
from playwright.sync_api import Browser, Page, Route, expect

from tests.journeys import gates
from tests.visitors.scenes import NOON

ENGINE = Path(__file__).with_name("fake_scanner.js")
SITE = "https://gate.test"
OPENER = "Cross-Origin-Opener-Policy"  # a browser complains of it over http
CODE = "K1" + "A1 $%*+-./:" * 10 + "ABCDEFGHI"
"""As long as a ticket's, with each character that is no letter or digit."""
ANY = re.compile(".+")
ALREADY_USED = {
    "outcome": "refused",
    "reason": "already_used",
    "mayOverride": True,
    "decidedBy": "device",
    "seen": {"at": 1700875860000, "gate": "E3", "direction": "in"},
}


STAYING = """{
  const later = window.setTimeout;
  const longer = (ms) => ([1200, 2000].includes(ms) ? 1e8 : ms);
  window.setTimeout = (act, ms, ...more) => later(act, longer(ms), ...more);
}"""
"""Verdicts that would go away by themselves wait to be looked at, on a slow machine, too."""


class Screen:
    def __init__(self, page: Page) -> None:
        self.page = page

    def open(self, site: str = SITE, **state: Any) -> "Screen":
        self.page.add_init_script(f"window.firstState = {json.dumps(state)}")
        self.page.goto(f"{site}/gate/")
        expect(self.page.locator("body")).to_have_attribute("data-view", ANY)
        return self

    def find(self, name: str):
        return self.page.locator(f"#{name}")

    def stop_time(self) -> None:
        """From now on time passes by `page.clock.run_for` alone. It goes on between the two calls,
        on a busy machine for longer than a second, and cannot be stopped in what has passed."""
        self.page.clock.install(time=NOON)
        self.page.clock.pause_at(NOON + timedelta(seconds=25))

    def become(self, **state: Any) -> None:
        self.page.evaluate("(state) => engine.become(state)", state)

    def prepare(self, *answers: dict[str, Any]) -> None:
        """What the engine says to the next scans."""
        self.page.evaluate("(answers) => { engine.answers = answers; }", list(answers))

    def looks(self, **look: Any) -> None:
        self.page.evaluate("(look) => Object.assign(engine.looks, look)", look)

    def refuse(self, call: str, **error: Any) -> None:
        self.page.evaluate("([call, error]) => { engine.refuses[call] = error; }", [call, error])

    def calls(self, name: str) -> list[dict[str, Any]]:
        return [call for call in self.page.evaluate("engine.calls") if call["name"] == name]

    def read(self, code: str = CODE, **answer: Any) -> None:
        """A hand scanner reads it, the engine answers so, and the verdict is there."""
        self.prepare(answer)
        before = len(self.calls("scan"))
        self.type(code)
        self.page.wait_for_function(
            f"() => engine.calls.filter((c) => c.name === 'scan').length > {before}"
        )
        expect(self.find("verdict")).to_be_visible()

    def type(self, code: str) -> None:
        gates.read(self.page, code)

    def confirm(self, *, agrees: bool) -> None:
        """The server has taken a scan with the id "the scan"."""
        detail = {"id": "the scan", "agrees": agrees}
        self.page.evaluate(
            "(detail) => engine.dispatchEvent(new CustomEvent('confirmed', { detail }))", detail
        )

    def verdict(self) -> str:
        return self.find("verdict").inner_text()


@contextmanager
def opened(browser: Browser, **options: Any) -> Iterator[Screen]:
    """A fresh browser window; fails when a script errs or the page breaks its own policy."""
    told: list[str] = []
    settings = {"locale": "ko-KR", "timezone_id": "Asia/Seoul", "service_workers": "block"}
    context = browser.new_context(**(settings | options))
    context.route("**/*", serve)
    page = context.new_page()
    page.add_init_script(STAYING)
    page.on("pageerror", lambda error: told.append(str(error)))
    page.on("console", lambda line: told.append(line.text) if line.type == "error" else None)
    try:
        yield Screen(page)
    finally:
        context.close()
    assert not told, told


def serve(route: Route) -> None:
    path = urlsplit(route.request.url).path
    if path.endswith("/gate/scanner.js"):
        route.fulfill(path=ENGINE, content_type="text/javascript")
    elif path.startswith("/static/"):
        found = str(finders.find(path.removeprefix("/static/")))
        kind = mimetypes.guess_type(found)[0]
        route.fulfill(path=found, content_type=kind)
    else:
        answer = Client().get(path)
        headers = {name: value for name, value in answer.headers.items() if name != OPENER}
        route.fulfill(status=answer.status_code, headers=headers, body=answer.content)
