"""What the ten most used pages cost: processor time of a request, statements, and bytes on a wire.

Kept: for everybody after the first. Cold: our cache is empty, as for the first who asks after a
change. First: and the process has drawn nothing yet. 304: for whoever has the page already."""

import gzip
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from posixpath import normpath
from statistics import median

from django.contrib.staticfiles import finders
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from expo.pages import pieces
from tests.bench import fair, stages
from tests.bench.clocks import Taken, taken
from tests.bench.fair import Page
from tests.bench.lines import Line

BYTES_GOAL, KEPT_GOAL, COLD_GOAL, OWN_GOAL = 150, 20, 60, 60
"""kB before fonts and images; ms of processor time for a page that is kept, that is drawn for the
first of many, and that is somebody's own."""
FRAGMENTS = [Page(address, address, is_kept=True) for address in ("/states/", "/notices/")]
"""What pages that lie open ask for every few seconds."""
FILES = re.compile(r'(?:href|src)="/static/([^"]+\.(?:css|js))"')
IMPORTS = re.compile(r"""(?:from|import)\s*\(?["'](\.[^"']+\.js)["']""")


class Unanswered(AssertionError):
    """An answer that is not what was asked for: nothing was measured."""


def measure(rounds: int, hear: Callable[[str], None]) -> Iterator[Line]:
    stages.open_database("bench_pages")
    edition = fair.open_fair()
    for page in (*fair.ten(edition), *FRAGMENTS):
        hear(f"asking for {page.name}")
        yield from _kept(page, rounds) if page.is_kept else _own(page, rounds)
        if page not in FRAGMENTS:
            yield _on_the_wire(page)


def _kept(page: Page, rounds: int) -> Iterator[Line]:
    tag = _ask(page)["ETag"]
    kept = _cost(page, rounds * 4)
    unchanged = _cost(page, rounds * 4, 304, {"If-None-Match": tag})
    beside = f"{kept}; 304 {unchanged.cpu:.1f} ms"
    yield Line(f"{page.name}, CPU of a kept page", kept.cpu, "ms", rounds * 4, KEPT_GOAL, beside)
    cold = _cost(page, rounds, before=cache.clear)
    first = _cost(page, rounds, before=_forget)
    beside = f"{cold}; first of a process {first.cpu:.1f} ms"
    yield Line(f"{page.name}, CPU of a cold page", cold.cpu, "ms", rounds, COLD_GOAL, beside)


def _own(page: Page, rounds: int) -> Iterator[Line]:
    _ask(page)
    cost = _cost(page, rounds * 4)
    yield Line(f"{page.name}, CPU", cost.cpu, "ms", rounds * 4, OWN_GOAL, str(cost))


def _on_the_wire(page: Page) -> Line:
    answer = _ask(page)
    own, files = len(answer.content), _files(answer)
    told = f"page {own / 1000:.1f} kB, styles and scripts {files / 1000:.1f} kB"
    return Line(f"{page.name}, on the wire", (own + files) / 1000, "kB", 1, BYTES_GOAL, told)


def _forget() -> None:
    cache.clear()
    pieces.forget()


@dataclass(frozen=True, slots=True)
class Cost:
    """Medians, in milliseconds of this process and of its database backend."""

    web: float
    database: float
    statements: int

    @property
    def cpu(self) -> float:
        return self.web + self.database

    def __str__(self) -> str:
        return f"web {self.web:.1f}, database {self.database:.1f} ms, {self.statements} statements"


def _cost(page: Page, rounds: int, status=200, headers=None, before=None) -> Cost:
    takes = [_take(page, status, headers, before) for _round in range(rounds)]
    if before:
        before()
    with CaptureQueriesContext(connection) as asked:
        _ask(page, status, headers)
    web, database = (median(take) * 1000 for take in zip(*takes, strict=True))
    return Cost(web, database, len(asked))


def _take(page: Page, status: int, headers, before) -> tuple[float, float]:
    """Seconds of this process, and of its database backend."""
    if before:
        before()
    told: Taken
    with taken() as told:
        _ask(page, status, headers)
    return told.python, told.database


def _ask(page: Page, status: int = 200, headers=None):
    client, headers = Client(), {"Accept-Encoding": "gzip", **(headers or {})}
    client.cookies.load(page.cookies)
    if page.sent:
        answer = client.post(page.address, page.sent, headers=headers)
    else:
        answer = client.get(page.address, headers=headers)
    if answer.status_code != status:
        raise Unanswered(f"{page.address}: {answer.status_code} for {status}")
    return answer


def _files(answer) -> int:
    """Bytes of every style and script that the page loads, scripts' own imports too, compressed
    each by itself as they are sent. What a style names (fonts, images) is apart."""
    page = answer.content
    page = gzip.decompress(page) if answer.get("Content-Encoding") else page
    waiting, read = FILES.findall(page.decode()), dict[str, int]()
    while waiting:
        name = waiting.pop()
        if name not in read:
            content = _content(name)
            read[name] = len(gzip.compress(content, mtime=0))
            waiting += _imports(name, content) if name.endswith(".js") else []
    return sum(read.values())


def _content(name: str) -> bytes:
    path = finders.find(name)
    if path is None:
        raise Unanswered(f"no such file: {name}")
    return Path(path).read_bytes()


def _imports(name: str, content: bytes) -> list[str]:
    folder = name.rpartition("/")[0]
    return [normpath(f"{folder}/{found}") for found in IMPORTS.findall(content.decode())]
