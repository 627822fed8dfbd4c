"""How long the scanner takes for one scan: half of them asked, half decided without a network.

`python -m tests.bench.scanning LINK CODES`: a gate's enrolment link, and a file of ticket codes,
one on each line (`manage.py issue_tickets --class staff --count 400` prints them as JSON). The
strict write is part of what is measured.
"""

import json
import sys
from pathlib import Path
from urllib.parse import urljoin

from playwright.sync_api import Page, sync_playwright

from tests import browsers

OPEN = """async ([module, link]) => {
  const { Scanner } = await import(module);
  globalThis.scanner = await Scanner.open({ worker: null });
  await scanner.enrol(link);
  while (scanner.state.phase !== "ready" || !scanner.state.isOnline) {
    await new Promise((wait) => setTimeout(wait, 50));
  }
}"""
SCAN = """async (codes) => {
  const took = [];
  for (const code of codes) {
    const { decidedBy, tookMs } = await scanner.scan(code);
    took.push([decidedBy, tookMs]);
    await new Promise((wait) => setTimeout(wait, 30));
  }
  return took;
}"""


def main() -> None:
    link, codes = sys.argv[1], Path(sys.argv[2]).read_text(encoding="utf-8").splitlines()
    half = len(codes) // 2
    with sync_playwright() as playwright:
        browser = browsers.launch(playwright)
        page = browser.new_page()
        page.goto(urljoin(link, "/gate/manifest.webmanifest"))
        page.evaluate(OPEN, [_scanner(page, link), link])
        _tell(page.evaluate(SCAN, codes[:half]))
        page.route("**/api/**", lambda route: route.abort())
        _tell(page.evaluate(SCAN, codes[half:]))
        browser.close()


def _scanner(page: Page, link: str) -> str:
    """The address of the engine, whatever hash its name has."""
    worker = page.request.get(urljoin(link, "/gate/sw.js")).text()
    shell = json.loads(worker.partition("\n")[0].removeprefix("const SHELL = ").removesuffix(";"))
    return next(file for file in shell["files"] if "/gate/scanner." in file)


def _tell(scans: list[tuple[str, float]]) -> None:
    for decider in sorted({decided_by for decided_by, _took in scans}):
        took = sorted(ms for decided_by, ms in scans if decided_by == decider)
        middle, most = took[len(took) // 2], took[int(0.95 * (len(took) - 1))]
        told = f"p50 {middle:.1f} ms, p95 {most:.1f} ms, most {took[-1]:.1f} ms"
        sys.stdout.write(f"decided by the {decider}: {len(took)} scans, {told}\n")


if __name__ == "__main__":
    main()
