"""What is done to the processes while they work, each time and again, by a seeded clock."""

import signal
import time
from collections import Counter
from collections.abc import Callable
from heapq import heapify, heapreplace
from random import Random

from django.db import connection, transaction

from expo.project.embedded import processes
from tests.torture.houses import House
from tests.torture.victims import Victim
from visitors.models import AreaDay, CheckIn

PATIENCE = 0.5
"""Seconds to wait for somebody to count."""


def kill_a_hand(house: House, random: Random) -> int:
    """A process of a worker's pool, whatever it is doing. The worker starts another one."""
    hands = house.hands
    if not hands:
        return 0
    processes.send(random.choice(hands).pid, signal.SIGKILL)
    return 1


def kill_who_counts(house: House, _random: Random) -> int:
    """Hold a count up in the middle of its writing, and kill every process of every pool then."""
    with transaction.atomic():
        list(AreaDay.objects.select_for_update().filter(edition=house.edition))
        if not processes.wait_until(_is_anybody_held_up, PATIENCE):
            return 0
        for hand in house.hands:
            processes.send(hand.pid, signal.SIGKILL)
    return 1


def kill_a_worker(house: House, random: Random) -> int:
    """A worker and its whole pool, at times before it is up; what it had taken on goes along."""
    return _kill_one(house.workers, random)


def kill_beat(house: House, random: Random) -> int:
    return _kill_one([house.beat], random)


def kill_the_broker(house: House, random: Random) -> int:
    """Every message, and who was told of what, is gone."""
    return _kill_one([house.broker], random)


def deliver_again(house: House, _random: Random) -> int:
    return house.broker.deliver_again()


Torment = Callable[[House, Random], int]
TORMENTS: dict[Torment, tuple[str, float]] = {
    kill_a_hand: ("pool processes killed", 0.4),
    kill_who_counts: ("counts killed in the middle", 1.0),
    kill_a_worker: ("workers killed", 8.0),
    kill_the_broker: ("brokers killed and started empty", 10.0),
    kill_beat: ("beats killed", 20.0),
    deliver_again: ("messages delivered again", 0.5),
}
"""Torment → what it counts, and the seconds between two of them, more or less."""
GRACE = 60.0
"""Seconds more until each torment has been done, on a machine that is slow."""
EVERY = 30.0
"""Seconds between two words about how far it is."""


def torment(
    house: House, *, seconds: float, random: Random, say: Callable[[str], None]
) -> Counter[str]:
    """Torment the processes for so long, and return how often what was done."""
    done: Counter[str] = Counter()
    begins, said = time.monotonic(), 0.0
    due = [(_first(each, random, seconds), number) for number, each in enumerate(TORMENTS)]
    heapify(due)
    while _goes_on(now := time.monotonic() - begins, seconds, done):
        moment, number = due[0]
        time.sleep(max(0.0, moment - now))  # the pace of the torment
        each = list(TORMENTS)[number]
        house.check_writers()
        done["workers that gave up and were started again"] += house.start_again()
        done[TORMENTS[each][0]] += each(house, random)
        heapreplace(due, (max(now, moment) + _later(each, random), number))
        if now - said >= EVERY:
            said = now
            say(f"{now:4.0f} s, {CheckIn.objects.count():,} scans")
    return done


def _goes_on(now: float, seconds: float, done: Counter[str]) -> bool:
    is_all_done = all(done[words] for words, _seconds in TORMENTS.values())
    return now < seconds or (now < seconds + GRACE and not is_all_done)


def _first(each: Torment, random: Random, seconds: float) -> float:
    """However short it all is, each comes once."""
    return min(_later(each, random), seconds * random.uniform(0.2, 0.8))


def _later(each: Torment, random: Random) -> float:
    return TORMENTS[each][1] * random.uniform(0.5, 1.5)


def _kill_one(victims: list[Victim], random: Random) -> int:
    """Kill one of them and start it again."""
    if not victims:
        return 0
    victim = random.choice(victims)
    victim.kill()
    victim.start()
    return 1


def _is_anybody_held_up() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(HELD_UP)
        return cursor.fetchone() is not None


HELD_UP = "SELECT FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY(pg_blocking_pids(pid))"
