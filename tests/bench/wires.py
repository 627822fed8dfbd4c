"""Clients that cost next to nothing: on two cores they must not take what they measure."""

import re
import socket
import time
from collections import Counter, deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from selectors import EVENT_READ, DefaultSelector
from typing import Protocol

from tests.bench.servers import Unanswered

LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
END = b"\r\n\r\n"
BUSY, A_MOMENT = 503, 0.1
A_LOOK = 0.02
A_GULP = 65_536
"""Bytes that are made room for at once: room for more costs a client more than all it does."""


class Wire:
    """A connection that is kept, and one request at a time on it. `head` is of the last answer."""

    head = b""

    def __init__(self, port: int, patience: float = 30.0) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=patience)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._told = b""

    def ask(self, request: bytes) -> tuple[int, bytes]:
        """The status and the body. Raises Unanswered and OSError."""
        self.say(request)
        while (answer := self.hear()) is None:
            pass
        return answer

    def say(self, request: bytes) -> None:
        self._told = b""
        self.socket.sendall(request)

    def hear(self) -> tuple[int, bytes] | None:
        """Wait for more of the answer: the status and the body once all of it has come. Raises
        Unanswered and OSError."""
        told = self.socket.recv(A_GULP)
        if not told:
            raise Unanswered("the connection was closed")
        self._told += told
        head, end, body = self._told.partition(END)
        length = LENGTH.search(head)
        if not end or len(body) < int(length[1] if length else 0):
            return None
        self.head = head
        return int(head[9:12]), body

    def close(self) -> None:
        self.socket.close()


def request(method: str, path: str, body: bytes = b"", **headers: str) -> bytes:
    """The bytes to send. `Content_Type` is Content-Type."""
    lines = [f"{method} {path} HTTP/1.1", "Host: 127.0.0.1"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    if body:
        lines.append(f"Content-Length: {len(body)}")
    return "\r\n".join([*lines, "", ""]).encode() + body


class Client(Protocol):
    """Says one thing after the other, each when it has heard the answer to the one before."""

    wire: Wire

    def say(self) -> bytes: ...

    def hear(self, status: int, answer: bytes) -> None: ...


More = Callable[[Client], bool]


@dataclass
class Crowd:
    """Clients at once, and one thread that speaks for all of them: threads of Python would hinder
    each other. Seconds of each answer that was taken, and how often each status came. Whoever is
    told that the server is busy comes again after a moment."""

    took: list[float] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)
    seconds: float = 0.0
    _since: dict[Client, float] = field(default_factory=dict)
    _resting: deque[tuple[float, Client]] = field(default_factory=deque)

    @property
    def rate(self) -> float:
        return len(self.took) / self.seconds

    def work(self, clients: Iterable[Client], seconds: float) -> None:
        """For so long, all beginning together. Raises what a client raises."""
        ends = time.perf_counter() + seconds
        self.work_off(clients, lambda _client: time.perf_counter() < ends)

    def work_off(self, clients: Iterable[Client], has_more: More) -> None:
        """Until none has more to say. Raises what a client raises."""
        began = time.perf_counter()
        with DefaultSelector() as ears:
            for client in clients:
                ears.register(client.wire.socket, EVENT_READ, client)
                self._ask(client)
            while self._since or self._resting:
                for key, _events in ears.select(A_LOOK):
                    self._hear(key.data, has_more)
                self._wake()
        self.seconds += time.perf_counter() - began

    def _ask(self, client: Client) -> None:
        self._since[client] = time.perf_counter()
        client.wire.say(client.say())

    def _hear(self, client: Client, has_more: More) -> None:
        answer = client.wire.hear()
        if answer is None:
            return
        status, now = answer[0], time.perf_counter()
        self.statuses[status] += 1
        since = self._since.pop(client)
        client.hear(*answer)
        if status == BUSY:
            self._resting.append((now + A_MOMENT, client))
            return
        self.took.append(now - since)
        if has_more(client):
            self._ask(client)

    def _wake(self) -> None:
        while self._resting and self._resting[0][0] <= time.perf_counter():
            self._ask(self._resting.popleft()[1])
