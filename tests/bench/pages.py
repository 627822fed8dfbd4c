"""What the public pages cost: processor time of a request, and bytes on a phone's wire.

Cold: our cache is empty, as for the first who asks after a change. Kept: for everybody after him.
304: for whoever has the page already."""

import gzip
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from posixpath import normpath
from statistics import median

from django.contrib.staticfiles import finders
from django.core.cache import cache
from django.core.management import call_command
from django.test import Client

from booths.models import Participation
from tests.bench import stages
from tests.bench.clocks import taken
from tests.bench.lines import Line

BYTES_GOAL, TIME_GOAL = 150, 20
"""kB before fonts and images, and ms of processor time for a page that is kept."""
PAGES = ("/", "/exhibitors/", "", "/plan/", "/programme/")  # "": one exhibitor's
FRAGMENTS = ("/states/", "/notices/")
FILES = re.compile(r'(?:href|src)="/static/([^"]+\.(?:css|js))"')
IMPORTS = re.compile(r"""(?:from|import)\s*\(?["'](\.[^"']+\.js)["']""")


class Unanswered(AssertionError):
    """An answer that is not what was asked for: nothing was measured."""


def measure(rounds: int, hear: Callable[[str], None]) -> Iterator[Line]:
    stages.open_database("bench_pages")
    call_command("seed", verbosity=0)
    code = Participation.objects.standing().values_list("exhibitor__code", flat=True)
    one = f"/exhibitors/{code.order_by('exhibitor__code')[0]}/"
    for address in (*PAGES, *FRAGMENTS):
        hear(f"asking for {address or one}")
        yield from _page(address or one, rounds)


def _page(address: str, rounds: int) -> Iterator[Line]:
    answer = _ask(address)
    tag = answer["ETag"]
    cold = _median(rounds, address, 200, before=cache.clear)
    kept = _median(rounds * 4, address, 200)
    unchanged = _median(rounds * 4, address, 304, {"If-None-Match": tag})
    beside = f"cold {cold:.1f} ms, 304 {unchanged:.1f} ms"
    yield Line(f"{address}, CPU of a kept page", kept, "ms", rounds * 4, TIME_GOAL, beside)
    own, files = len(answer.content), 0 if address in FRAGMENTS else _files(answer)
    told = f"page {own / 1000:.1f} kB, styles and scripts {files / 1000:.1f} kB"
    yield Line(f"{address}, on the wire", (own + files) / 1000, "kB", 1, BYTES_GOAL, told)


def _median(rounds: int, address: str, status: int, headers=None, before=None) -> float:
    """Milliseconds of this process and its database backend."""
    takes = []
    for _round in range(rounds):
        if before:
            before()
        with taken() as told:
            _ask(address, status, headers)
        takes.append(told.cpu * 1000)
    return median(takes)


def _ask(address: str, status: int = 200, headers=None):
    answer = Client().get(address, headers={"Accept-Encoding": "gzip", **(headers or {})})
    if answer.status_code != status:
        raise Unanswered(f"{address}: {answer.status_code} for {status}")
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
