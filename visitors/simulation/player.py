"""The last day, live: scans go out over HTTP as the fair's time comes, again and again."""

from collections import deque
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from time import monotonic, sleep
from uuid import UUID

from django.db.models import Max, QuerySet

from expo import editions
from expo.errors import DomainError
from visitors.crowd import Headcount, Passage
from visitors.models import CheckIn
from visitors.simulation import headcounts
from visitors.simulation.client import Client, NoAnswer, TurnedDown
from visitors.simulation.phones import LivePhone
from visitors.simulation.rewinding import Played, rewind
from visitors.simulation.stages import Stage, crowd_of

TICK = 0.25  # seconds between two looks at the clock
PATIENCE = 5.0  # seconds that booths and desks keep their scans
GREETINGS = 4  # in one tick
PAUSE = 1.0  # seconds to wait for a server that does not answer
STALE = timedelta(minutes=15)  # of the fair's time: a clock further on ran while nobody played

Say = Callable[[str], None]


@dataclass(slots=True)
class Player:
    """Plays a stage at `rate` times the pace of real time. `say` puts a line on the screen."""

    stage: Stage
    client: Client
    rate: float
    say: Say
    phones: dict[str, LivePhone] = field(default_factory=dict)
    waiting: deque[Passage] = field(default_factory=deque)
    uncounted: deque[tuple[int, Headcount]] = field(default_factory=deque)
    is_answered: bool = True
    patient_until: float = 0.0

    def play_forever(self) -> None:
        """Until somebody interrupts."""
        self.resume()
        while True:
            began = monotonic()
            self.tick(self.now())
            sleep(max(0.0, (TICK if self.is_answered else PAUSE) - (monotonic() - began)))

    def resume(self) -> None:
        """Go on where the day was left: the clock there, and nothing sent that has arrived."""
        arrived = self._arrived()
        last = arrived.aggregate(last=Max("received_at"))["last"]
        editions.set_clock(self.stage.edition, self._position(last), self.rate)
        self._take_places(set(arrived.values_list("pk", flat=True)))

    def now(self) -> datetime:
        """By the clock in the database, which an organiser may have set."""
        edition = self.stage.edition
        edition.refresh_from_db(fields=["clock_set_at", "clock_set_to", "clock_rate"])
        return editions.now(edition)

    def tick(self, now: datetime) -> None:
        """Scan whoever has come by now, send what is held, count heads when it is time; when the
        day is over, begin again."""
        try:
            self._scan(now)
            self._send(now)
            self._greet(now)
            self._note(is_answered=True)
        except NoAnswer:
            self._note(is_answered=False)
        self._count_heads(now)
        if now >= self.stage.ends and not self.held:
            self.begin_again()

    def begin_again(self) -> None:
        played = Played(self.stage.edition, self._devices(), self._morning())
        scans = rewind(played, to=self.stage.begins, rate=self.rate)
        self.say(f"The day is over: {scans} scans taken back, the clock set to its morning.")
        self._take_places(())

    @property
    def held(self) -> int:
        """Scans that the server does not have yet."""
        return sum(len(phone.queue) for phone in self.phones.values())

    def _scan(self, now: datetime) -> None:
        """Lose and find networks, then scan those who have come."""
        for phone in list(self.phones.values()):
            self._try(phone, partial(phone.look_at_network, now, self.client))
        while self.waiting and self.waiting[0].at <= now:
            passage = self.waiting.popleft()
            if holder := self.phones.get(passage.phone.name):
                holder.scan(self.stage.script.scan(passage))

    def _send(self, now: datetime) -> None:
        """Booths and desks send from time to time, all others at once."""
        are_patient_due = monotonic() >= self.patient_until
        if are_patient_due:
            self.patient_until = monotonic() + PATIENCE
        for phone in list(self.phones.values()):
            if are_patient_due or phone.gate not in self.stage.patient:
                self._try(phone, partial(phone.send, now, self.client))

    def _greet(self, now: datetime) -> None:
        """Let the quietest phones say that they are there; a few at a time, as they are many."""
        quiet = [phone for phone in self.phones.values() if phone.is_quiet()]
        for phone in sorted(quiet, key=lambda phone: phone.heard_at)[:GREETINGS]:
            self._try(phone, partial(phone.greet, now, self.client))

    def _count_heads(self, now: datetime) -> None:
        """Under ids that are always the same: told again after a restart, each counts once."""
        while self.uncounted and self.uncounted[0][1].at <= now:
            number, headcount = self.uncounted.popleft()
            uuid = self.stage.script.id_of_headcount(number)
            try:
                headcounts.tell(self.stage.edition, headcount, at=now, uuid=uuid)
            except DomainError as error:
                self.say(f"A headcount is left out: {error}")

    def _try(self, phone: LivePhone, act: Callable[[], None]) -> None:
        """A phone that the server turns down (revoked, say) is put away for the day."""
        try:
            act()
        except TurnedDown as error:
            self.say(f"{phone.name}: {error} It is put away.")
            del self.phones[phone.name]

    def _note(self, *, is_answered: bool) -> None:
        if is_answered != self.is_answered:
            words = "answers again" if is_answered else "does not answer, phones keep their scans"
            self.say(f"The web server {words}.")
        self.is_answered = is_answered

    def _arrived(self) -> QuerySet[CheckIn]:
        return CheckIn.objects.filter(
            edition=self.stage.edition,
            device__in=self._devices(),
            received_at__gte=self._morning(),
        )

    def _devices(self) -> list[int]:
        """Ours, those included that somebody has revoked."""
        return list(crowd_of(self.stage.edition).devices.values_list("pk", flat=True))

    def _morning(self) -> datetime:
        """When the fair's day begins, hours before anybody comes."""
        edition = self.stage.edition
        return datetime.combine(self.stage.day.date, edition.day_boundary, edition.tz)

    def _position(self, last: datetime | None) -> datetime:
        """Where to go on: at the last scan received, or at the clock if that is only minutes on."""
        if last is None:
            return self.stage.begins
        now = editions.now(self.stage.edition)
        return now if last <= now < last + STALE else last

    def _take_places(self, arrived: Collection[UUID]) -> None:
        script = self.stage.script
        self.waiting = deque(
            passage
            for passage in self.stage.passages
            if script.id_of(passage.number) not in arrived
        )
        self.uncounted = deque(enumerate(self.stage.headcounts))
        dark = {blackout.gate: blackout for blackout in self.stage.blackouts}
        self.phones = {
            name: LivePhone(scanner, dark.get(scanner.phone.gate))
            for name, scanner in self.stage.phones.items()
        }
