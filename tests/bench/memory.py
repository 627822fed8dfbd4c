"""What web workers and Celery workers take of the machine's memory, after they have worked.

Resident (RSS) counts for each process all it sees; its share (PSS) counts what several have in
common once, parted among them: shares of all processes add up to what the machine gives."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from http.client import HTTPConnection
from itertools import cycle, islice
from pathlib import Path
from statistics import median
from urllib.parse import urlencode

from tests.bench import fair, servers, stages, visibility
from tests.bench.fair import Page
from tests.bench.lines import Line
from tests.bench.servers import Unanswered
from visitors import attendance

REQUESTS = 2_000
FILES = "/plan/a3.pdf", "/dashboard/2023/tables/hour.csv", "/dashboard/2023/tables/hour.xlsx"
TIMES = 4
"""So often each file is asked for: both workers have made all of them."""
GOAL = 120
TOKEN = "b" * 32
"""Of a form: the same in the cookie and in what is sent."""


def measure(running, hear: Callable[[str], None]) -> Iterator[Line]:
    stages.open_database("bench_memory")
    edition = fair.open_fair()
    pages = fair.ten(edition)
    planner = next(page.key for page in pages if page.name.startswith("/dashboard/"))
    with visibility.worker(running) as worker, servers.served() as server:
        rest = _workers(server.pid)
        hear(f"{REQUESTS:,} requests of the ten most used pages, and files")
        _ask_for(server.port, islice(cycle(pages), REQUESTS))
        _ask_for(server.port, [Page(file, file, planner) for file in FILES] * TIMES)
        attendance.rebuild(edition.pk)
        yield _line("web worker", server.pid, f"at rest {_share(rest):.0f}")
        yield _line("Celery worker's process", worker.pid)


def _line(who: str, pid: int, *told: str) -> Line:
    workers = _workers(pid)
    everything = sum(taken.share for taken in (*workers, *_taken([pid])))
    resident = median(taken.resident for taken in workers)
    beside = [f"resident {resident:.0f}", *told, f"with its parent and equals {everything:.0f} MiB"]
    work = f"{who} after load, its share of memory"
    return Line(work, _share(workers), "MiB", len(workers), GOAL, "; ".join(beside))


@dataclass(frozen=True, slots=True)
class Memory:
    """In MiB."""

    resident: float
    share: float


def _share(workers: Iterable[Memory]) -> float:
    return median(taken.share for taken in workers)


def _workers(parent: int) -> list[Memory]:
    told = Path(f"/proc/{parent}/task/{parent}/children").read_text()
    return _taken(map(int, told.split()))


def _taken(processes: Iterable[int]) -> list[Memory]:
    return [_memory(process) for process in processes]


def _memory(process: int) -> Memory:
    lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()[1:]
    told = {name: int(rest.split()[0]) / 1024 for name, rest in (li.split(":") for li in lines)}
    return Memory(told["Rss"], told["Pss"])


def _ask_for(port: int, pages: Iterable[Page]) -> None:
    """On connections of their own, so that no worker gets all of them."""
    for page in pages:
        http = HTTPConnection("127.0.0.1", port, timeout=60)
        cookies = page.cookies | ({"csrftoken": TOKEN} if page.sent else {})
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items())}
        if page.sent:
            body = urlencode(page.sent | {"csrfmiddlewaretoken": TOKEN})
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            http.request("POST", page.address, body, headers)
        else:
            http.request("GET", page.address, headers=headers)
        answer = http.getresponse()
        answer.read()
        http.close()
        if answer.status != 200:
            raise Unanswered(f"{page.name}: {answer.status}")
