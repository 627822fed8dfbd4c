"""Whatever is killed, delayed, doubled or undone: afterwards every figure is exact.

CI runs a few seconds of it, `make torture` some minutes: TORTURE_SECONDS says how many, and with
the TORTURE_SEED of an earlier run the same acts and torments are chosen again.
"""

import os
import re
import secrets
import sys
from collections import Counter
from random import Random

import pytest

from expo import editions
from tests.torture import ground, houses, judgement
from tests.torture.houses import House
from tests.torture.ledgers import Told, What
from tests.torture.torments import TORMENTS, torment

WRITERS = 3
SECONDS = 6.0
BADGES_A_SECOND, MOST_BADGES = 12, 5000
DELIVERIES = ("tasks delivered", "tasks delivered again")


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_every_figure_is_exact_after_the_torture(tmp_path):
    seconds = float(os.environ.get("TORTURE_SECONDS") or SECONDS)
    seed = int(os.environ.get("TORTURE_SEED") or secrets.randbelow(1_000_000))
    say(f"\nTorture for {seconds:g} s, seed {seed}")
    edition = ground.open_fair(writers=WRITERS, badges=badges_for(seconds))

    with houses.opened(tmp_path, edition, writers=WRITERS, seed=seed) as house:
        house.wait_for_writers()
        house.wait_until_counted(editions.now(edition))
        done = torment(house, seconds=seconds, random=Random(seed), say=say)
        told = house.end_writing()
        house.wait_until_counted(editions.now(edition))
        differences = judgement.differences(edition, told)
        done = tally(told) | done | deliveries(house)

    say(report(done))
    say("\n".join(differences) or "Every figure is exact.")
    assert differences == []
    assert all(done[what] for what in wanted()), "that was no torture"


def wanted() -> list[str]:
    return [*What, *(words for words, _seconds in TORMENTS.values()), *DELIVERIES]


def badges_for(seconds: float) -> int:
    """Few enough for everybody to write about the same ones, more for a longer time."""
    return min(MOST_BADGES, 60 + int(seconds * BADGES_A_SECOND))


def tally(told: Told) -> Counter[str]:
    return Counter({what: len(told[what]) for what in What})


def deliveries(house: House) -> Counter[str]:
    """Which tasks the workers say that they got."""
    said = "".join(worker.told for worker in house.workers)
    got = re.findall(r"Task visitors\.count_new\[(.+)\] received", said)
    return Counter(dict(zip(DELIVERIES, (len(got), len(got) - len(set(got))), strict=True)))


def report(done: Counter[str]) -> str:
    return "\n".join(f"{number:9,} {what}" for what, number in done.items())


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()
