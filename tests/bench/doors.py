"""What the door takes: single scans, batches, and a day without a network sent at once.

The whole stack of a real server. Beside it, in the same rounds, the yardsticks: a durable insert of
the same row, a server that does nothing, and the same check-in as a ViewSet is usually written.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import count
from statistics import quantiles
from uuid import uuid4

import orjson
from nacl.bindings import crypto_sign_seed_keypair

from tests.bench import servers
from tests.bench.histories import History
from tests.bench.servers import Server, Spent, Unanswered
from tests.bench.wires import BUSY, Crowd, Wire, request
from visitors import devices, signing
from visitors.classes import TicketClass
from visitors.models import CheckIn, SigningKey
from visitors.signing import TicketClaims

ADDRESS = "/api/v1/checkins/"
SEED = bytes(range(32))
LAST_DAY = 255


class StoredOtherwise(AssertionError):
    """A run that stored other rows than it was told."""


@dataclass
class Tickets:
    """Each goes in, then out, then in again: every scan is a passage that is admitted."""

    history: History
    codes: list[str] = field(init=False)
    turns: Iterator[int] = field(default_factory=count)
    at: str = field(init=False)

    @classmethod
    def of(cls, history: History) -> "Tickets":
        """The same for everybody who measures at a history: who is inside, is known."""
        if history.scans not in _known:
            _known[history.scans] = cls(history)
        return _known[history.scans]

    def __post_init__(self) -> None:
        self.at = (self.history.today + timedelta(hours=6)).isoformat()
        edition = self.history.edition
        key = SigningKey.objects.get(edition=edition)
        public, private = crypto_sign_seed_keypair(SEED)
        SigningKey.objects.filter(pk=key.pk).update(public_key=public)
        self.codes = [
            signing.sign_with(
                TicketClaims(key.pk, edition.number, ticket, TicketClass.VISITOR, 0, LAST_DAY),
                private,
            )
            for ticket in range(1, self.history.tickets + 1)
        ]

    def scan(self) -> dict[str, object]:
        turn = next(self.turns)
        round_, ticket = divmod(turn, len(self.codes))
        return {
            "id": str(uuid4()),
            "code": self.codes[ticket],
            "direction": "out" if round_ % 2 else "in",
            "scanned_at": self.at,
        }


_known: dict[int, Tickets] = {}


@dataclass(eq=False)
class Scanner:
    """One device at an entrance: it sends scans with the cursor of the answer before."""

    port: int
    tickets: Tickets
    size: int = 1
    cursor: str = ""
    admitted: int = 0
    sent: list[dict[str, object]] = field(default_factory=list)
    refused: list[dict[str, object]] = field(default_factory=list)

    def __post_init__(self) -> None:
        gate = self.tickets.history.fair.gates["E1"]
        _device, token = devices.enrol(devices.create(gate)[1])
        self.headers = {"Authorization": f"Device {token}", "Content_Type": "application/json"}
        self.wire = Wire(self.port)

    def send(self) -> None:
        self.hear(*self.wire.ask(self.say()))

    def say(self) -> bytes:
        """What a busy server refused is sent again."""
        self.sent = self.refused or self.fresh()
        document = {
            "scans": self.sent,
            "sent_at": self.tickets.at,
            "pending": 0,
            "cursor": self.cursor,
        }
        return request("POST", ADDRESS, orjson.dumps(document), **self.headers)

    def fresh(self) -> list[dict[str, object]]:
        return [self.tickets.scan() for _number in range(self.size)]

    def hear(self, status: int, answer: bytes) -> None:
        self.refused = self.sent if status == BUSY else []
        if status == BUSY:
            return
        told = orjson.loads(answer)
        if status != 200:
            raise Unanswered(told)
        if any(result["outcome"] != "admitted" for result in told["results"]):
            raise Unanswered(told["results"])
        self.admitted += len(told["results"])
        self.cursor = told["updates"]["cursor"]


@dataclass(frozen=True)
class Run:
    """So many clients for so long: seconds of each answer, how many were told to come again, and
    what all of it cost."""

    took: list[float]
    refused: int
    scans: int
    seconds: float
    spent: Spent

    @property
    def rate(self) -> float:
        return self.scans / self.seconds

    @property
    def web(self) -> float:
        """Milliseconds of processor time for each scan."""
        return self.spent.web / self.scans * 1000

    @property
    def database(self) -> float:
        return self.spent.database / self.scans * 1000

    @property
    def cpu(self) -> float:
        return self.web + self.database

    @property
    def p99(self) -> float:
        return quantiles(self.took, n=100)[-1] * 1000


def run(server: Server, scanners: Sequence["Scanner"], seconds: float) -> Run:
    """Each scanner has heard of what was before. Raises StoredOtherwise when other rows are there
    than were answered."""
    for scanner in scanners:
        scanner.send()
    crowd, before = Crowd(), _stored()
    told = sum(scanner.admitted for scanner in scanners)
    with servers.spending(server) as spent:
        crowd.work(scanners, seconds)
    for scanner in scanners:
        while scanner.refused:
            scanner.send()
    scans = sum(scanner.admitted for scanner in scanners) - told
    if _stored() - before != scans:
        raise StoredOtherwise(f"{scans} were answered, {_stored() - before} are stored")
    return Run(crowd.took, crowd.statuses[BUSY], scans, crowd.seconds, spent)


def _stored() -> int:
    return CheckIn.objects.count()
