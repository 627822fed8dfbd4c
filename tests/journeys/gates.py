"""A phone at a gate, held by somebody who looks only at its screen."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import segno
from playwright.sync_api import Browser, BrowserContext, Page, Request, expect

from tests import browsers
from tests.journeys import pages

CAMERA = Path(__file__).with_name("fake_camera.js")
BY_DEVICE, BY_SERVER = "이 기기에서 판정함", "서버가 확인함"
ADMITTED, USED, NO_TICKET = "입장 가능", "이미 입장", "입장권 아님"
SCREEN = {
    "locale": "ko-KR",
    "timezone_id": "Asia/Seoul",
    "viewport": pages.PHONE,
    "has_touch": True,
}
VERDICT = """() => {
  const verdict = document.getElementById("verdict");
  const said = (part) => document.getElementById(`verdict-${part}`).textContent;
  return verdict.hidden ? null : {
    word: said("word"), reason: said("reason"), decided: said("decided"), who: said("who"),
    notes: said("notes"),
  };
}"""
KNOWN = """(tickets) => new Promise((resolve, reject) => {
  const request = indexedDB.open("expo-gate");
  request.onsuccess = () => {
    const keys = request.result.transaction("seen").objectStore("seen").count();
    keys.onsuccess = () => resolve(keys.result >= tickets);
    request.result.close();
  };
})"""
KEPT = """async () => {
  const result = (request) => new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  const kept = [{ ...localStorage }, { ...sessionStorage }, document.cookie, history.state];
  for (const { name } of await indexedDB.databases()) {
    const database = await result(indexedDB.open(name));
    for (const store of database.objectStoreNames) {
      const rows = database.transaction(store).objectStore(store);
      kept.push([name, store, await result(rows.getAllKeys()), await result(rows.getAll())]);
    }
    database.close();
  }
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      kept.push([name, request.url, await (await cache.match(request)).text()]);
    }
  }
  return JSON.stringify(kept);
}"""
QUEUE = """() => new Promise((resolve, reject) => {
  const request = indexedDB.open("expo-gate");
  request.onerror = () => reject(request.error);
  request.onsuccess = () => {
    const rows = request.result.transaction("queue").objectStore("queue").getAll();
    rows.onsuccess = () => resolve(rows.result.map((entry) => entry.scan.id));
    request.result.close();
  };
})"""


AT_ONCE = """() => {
  const own = Object.getOwnPropertyDescriptor(Event.prototype, "timeStamp");
  const at = new Event("now").timeStamp;
  Object.defineProperty(Event.prototype, "timeStamp", { ...own, get: () => at });
  window.oneAfterAnother = () => Object.defineProperty(Event.prototype, "timeStamp", own);
}"""


@contextmanager
def keys_at_once(page: Page) -> Iterator[None]:
    """Keys that a machine types: no time passes between them, however busy the one that tests."""
    page.evaluate(AT_ONCE)
    yield
    page.evaluate("oneAfterAnother()")


def read(page: Page, text: str) -> None:
    """As a hand scanner does: every key at once, then Enter, whatever has the focus."""
    with keys_at_once(page):
        page.keyboard.type(text)
        page.keyboard.press("Enter")


@dataclass(frozen=True)
class Verdict:
    word: str
    reason: str
    decided: str
    who: str
    notes: str


class Phone:
    """`page` may be another after the browser was closed."""

    def __init__(self, page: Page, site: str) -> None:
        self.page, self.site = page, site

    def enrol(self, code: str) -> "Phone":
        """Open the link that the organisers print, and wait until it needs no network."""
        self.page.goto(f"{self.site}/gate/#code={code}")
        self.page.locator("#enrol-confirm").click()
        self.page.locator("#enrolled-confirm").click()
        self.wait_until_ready()
        return self

    def open(self) -> "Phone":
        self.page.goto(f"{self.site}/gate/")
        self.wait_until_ready()
        return self

    def reload(self) -> None:
        self.page.reload()
        self.wait_until_ready()

    def wait_until_ready(self) -> None:
        """Until it needs no network, and its camera looks at what is held before it."""
        expect(self.page.locator("#offline-ready")).to_have_text("✓ 오프라인 준비 완료")
        expect(self.page.locator("#lens")).to_be_visible()

    def scan(self, code: str) -> Verdict:
        """Hold a code before the camera, read the verdict, and go on."""
        self.page.evaluate("(rows) => holdUp(rows)", modules(code))
        verdict = self.verdict()
        self.page.evaluate("holdUp([])")
        self.next()
        return verdict

    def verdict(self) -> Verdict:
        return Verdict(**self.page.wait_for_function(VERDICT).json_value())

    def next(self) -> None:
        self.page.keyboard.press("Escape")
        expect(self.page.locator("#verdict")).to_be_hidden()

    @property
    def told(self) -> set[str]:
        """Who decided, by all that was on the screen since the page was loaded."""
        return set(self.page.evaluate("told")) - {""}

    @property
    def queue(self) -> list[str]:
        """Ids of the scans that the phone keeps, in its database."""
        return self.page.evaluate(QUEUE)

    @property
    def kept(self) -> str:
        """All that the browser keeps for this site: databases, caches, storage, cookies."""
        return self.page.evaluate(KEPT)

    def wait_until_it_knows(self, tickets: int) -> None:
        """Until so many were seen since its snapshot, here or at other doors."""
        for _attempt in range(1000):  # wait_for_function would not await the promise
            if self.page.evaluate(KNOWN, tickets):
                return
            self.page.wait_for_timeout(50)
        raise AssertionError(f"this phone has not heard of {tickets} tickets")

    def wait_for_unsent(self, scans: int, timeout: float = 60_000) -> None:
        line = self.page.locator("[data-fact=pending]")
        expect(line).to_have_text(f"미전송 {scans}건", timeout=timeout)

    def lose_the_network(self) -> None:
        self.page.context.set_offline(True)
        expect(self.page.locator("#bar-link")).to_contain_text("오프라인")

    def find_the_network(self) -> None:
        """Be on-line again, and rid of all that was scanned meanwhile."""
        self.page.context.set_offline(False)
        self.notice_the_network()
        self.wait_for_unsent(0)

    def notice_the_network(self) -> None:
        """As when the phone tells its pages: they need not wait for their timers."""
        self.page.evaluate("dispatchEvent(new Event('online'))")

    def wait_for_trouble(self, words: str) -> None:
        """Until the menu says so of what is wrong."""
        self.page.keyboard.press("F9")
        expect(self.page.locator("#device")).to_contain_text(words)
        self.page.keyboard.press("Escape")
        expect(self.page.locator("#device")).to_be_hidden()


def modules(code: str) -> list[str]:
    """The QR code as it is printed, row by row."""
    symbol = segno.make(code, error="m", micro=False, boost_error=False)
    return ["".join(str(module) for module in row) for row in symbol.matrix]


@contextmanager
def phone(browser: Browser, site: str, **screen: Any) -> Iterator[Phone]:
    """A phone of its own, which fails the test on a script error."""
    context = with_camera(browser.new_context(**(SCREEN | screen)))
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    calls = Calls(page)
    try:
        yield Phone(page, site)
        calls.end()
    finally:
        context.close()
    assert not errors, f"the scanner's scripts failed: {errors}"


class Calls:
    """What a page asks the server: it must be answered before a test's rows are thrown away."""

    def __init__(self, page: Page) -> None:
        self.page, self.open = page, set()
        page.on("request", self._begin)
        page.on("requestfinished", self._end)
        page.on("requestfailed", self._end)

    def _begin(self, request: Request) -> None:
        self.open.add(request)

    def _end(self, request: Request) -> None:
        self.open.discard(request)

    def end(self) -> None:
        """No question more, and every answer is there."""
        self.page.context.route("**/api/**", lambda route: route.abort())
        self.wait("/api/")

    def wait(self, among: str = "") -> None:
        """Until every answer from such addresses is there."""
        while any(among in request.url for request in self.open):
            self.page.wait_for_timeout(20)


@contextmanager
def profile(browser: Browser, folder: Path) -> Iterator[Page]:
    """A browser with a profile on the disk, which is there again the next time."""
    context = browser.browser_type.launch_persistent_context(
        folder, executable_path=browsers.program(), args=browsers.SWITCHES, **SCREEN
    )
    try:
        yield with_camera(context).pages[0]
    finally:
        context.close()


def with_camera(context: BrowserContext) -> BrowserContext:
    context.set_default_timeout(browsers.PATIENCE)
    context.add_init_script(path=CAMERA)
    return context
