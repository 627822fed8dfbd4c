"""A client that costs next to nothing: on two cores it must not take what it measures."""

import socket
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from threading import Barrier, Thread

from tests.bench.servers import Unanswered

LENGTH = b"content-length:"
END = b"\r\n\r\n"
BUSY, A_MOMENT = 503, 0.1


class Wire:
    """One connection that is kept, and one request at a time on it."""

    def __init__(self, port: int, patience: float = 30.0) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=patience)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def ask(self, request: bytes) -> tuple[int, bytes]:
        """The status and the body. Raises Unanswered and OSError."""
        self.socket.sendall(request)
        head, body = self._until_end_of_head()
        missing = _length(head) - len(body)
        parts = [body]
        while missing > 0:
            parts.append(self._received())
            missing -= len(parts[-1])
        return int(head[9:12]), b"".join(parts)

    def close(self) -> None:
        self.socket.close()

    def _until_end_of_head(self) -> tuple[bytes, bytes]:
        told = self._received()
        while END not in told:
            told += self._received()
        head, _end, body = told.partition(END)
        return head, body

    def _received(self) -> bytes:
        told = self.socket.recv(65_536)
        if not told:
            raise Unanswered("the connection was closed")
        return told


def _length(head: bytes) -> int:
    for line in head.lower().split(b"\r\n"):
        if line.startswith(LENGTH):
            return int(line.removeprefix(LENGTH))
    return 0


def request(method: str, path: str, body: bytes = b"", **headers: str) -> bytes:
    """The bytes to send. `Content_Type` is Content-Type."""
    lines = [f"{method} {path} HTTP/1.1", "Host: 127.0.0.1"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    if body:
        lines.append(f"Content-Length: {len(body)}")
    return "\r\n".join([*lines, "", ""]).encode() + body


def _until(ends: float) -> Iterator[None]:
    while time.perf_counter() < ends:
        yield


Act = Callable[[], int]
"""One request and its answer's status."""


@dataclass
class Crowd:
    """Clients that each do one act after the other. Seconds of each that was taken, and how often
    each status came. Whoever is told that the server is busy comes again after a moment."""

    took: list[float] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)
    failures: list[Exception] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def rate(self) -> float:
        return len(self.took) / self.seconds

    def work(self, acts: Iterable[Act], seconds: float) -> None:
        """For so long, all beginning together. Raises what one of them raised."""
        ends = time.perf_counter() + seconds
        self._together((act, _until(ends)) for act in acts)

    def work_off(self, acts: Iterable[tuple[Act, int]]) -> None:
        """Each so many times. Raises what one of them raised."""
        self._together((act, range(times)) for act, times in acts)

    def _together(self, acts: Iterable[tuple[Act, Iterable[object]]]) -> None:
        acts = list(acts)
        ready = Barrier(len(acts) + 1)
        threads = [Thread(target=self._one, args=[act, turns, ready]) for act, turns in acts]
        for thread in threads:
            thread.start()
        ready.wait()
        began = time.perf_counter()
        for thread in threads:
            thread.join()
        self.seconds += time.perf_counter() - began
        for failure in islice(self.failures, 1):
            raise failure

    def _one(self, act: Act, turns: Iterable[object], ready: Barrier) -> None:
        ready.wait()
        try:
            for _turn in turns:
                began = time.perf_counter()
                status = act()
                self.statuses[status] += 1
                if status == BUSY:
                    time.sleep(A_MOMENT)
                else:
                    self.took.append(time.perf_counter() - began)
        except Exception as error:  # told by the thread that measures
            self.failures.append(error)
