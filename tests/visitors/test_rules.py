"""One file of vectors, read by the server's rules here and by the scanner's in JavaScript."""

import json
from datetime import UTC, datetime
from itertools import combinations
from pathlib import Path

import pytest

from tests.contracts import two_rules
from tests.contracts.rule_vectors import rule_document
from visitors import rules
from visitors.snapshots import Reentry, Snapshot, seen_from_json, seen_to_json
from visitors.verdicts import Direction, Reason, Seen

CONTRACT = json.loads(
    (Path(__file__).parents[1] / "contracts/rule_vectors.json").read_text(encoding="utf-8")
)
SNAPSHOTS = {name: Snapshot.from_json(given) for name, given in CONTRACT["snapshots"].items()}
VECTORS = CONTRACT["vectors"]


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["name"])
def test_the_door_says_what_the_vector_says(vector):
    verdict = rules.decide(
        SNAPSHOTS[vector["snapshot"]],
        vector["code"],
        vector["gate"],
        Direction(vector["direction"]),
        datetime.fromisoformat(vector["at"]),
    )

    assert {
        "outcome": verdict.outcome,
        "reason": verdict.reason or "",
        "seen": verdict.seen and seen_to_json(verdict.seen),
        "days": verdict.days and [day.isoformat() for day in verdict.days],
        "flag": verdict.flag,
    } == {field: vector[field] for field in ("outcome", "reason", "seen", "days", "flag")}


@pytest.mark.parametrize("vector", CONTRACT["conflicts"], ids=lambda vector: vector["name"])
def test_a_conflict_is_what_the_vector_calls_one(vector):
    known = SNAPSHOTS[vector["snapshot"]]

    assert vector["conflict"] is rules.is_conflict(
        known,
        rules.read(known.keys, vector["code"]),
        vector["gate"],
        Direction(vector["direction"]),
        datetime.fromisoformat(vector["at"]),
    )


@pytest.mark.parametrize("vector", CONTRACT["passages"], ids=lambda vector: vector["name"])
def test_a_passage_is_remembered_as_the_vector_says(vector):
    before = vector["before"] and seen_from_json(vector["before"])

    after = rules.after_passage(before, seen_from_json(vector["now"]))

    assert seen_to_json(after) == vector["after"]


def test_the_order_of_the_vectors_is_that_of_the_rules():
    """`two_rules` breaks every two of them that can be broken at once."""
    assert [rule.__name__ for rule in rules.RULES] == list(two_rules.IN_ORDER)
    names = {vector["name"] for vector in VECTORS}

    for first, second in combinations(two_rules.IN_ORDER, 2):
        if {first, second} != two_rules.NEVER_TOGETHER:
            assert f"{first} is said and {second} is not" in names


def test_the_vectors_are_frozen():
    assert rule_document() == CONTRACT


def test_every_reason_has_a_vector():
    assert {vector["reason"] for vector in VECTORS} == {"", *Reason}


@pytest.mark.parametrize("list_name", ["vectors", "conflicts", "passages"])
def test_vector_names_are_unique(list_name):
    vectors = CONTRACT[list_name]

    assert len({vector["name"] for vector in vectors}) == len(vectors)


def seen(direction, day, *, entered=False):
    at = datetime(2023, 11, day, 3, tzinfo=UTC)
    return Seen(direction, at, at.date(), "E1", entered=entered)


def test_an_entry_is_remembered():
    assert rules.after_passage(None, seen(Direction.IN, 24)).entered


def test_an_exit_remembers_the_entry_of_the_same_day():
    after = rules.after_passage(seen(Direction.IN, 24, entered=True), seen(Direction.OUT, 24))

    assert (after.direction, after.entered) == (Direction.OUT, True)


def test_an_exit_forgets_the_entry_of_the_day_before():
    after = rules.after_passage(seen(Direction.IN, 24, entered=True), seen(Direction.OUT, 25))

    assert not after.entered


def test_an_exit_alone_is_no_entry():
    assert not rules.after_passage(None, seen(Direction.OUT, 24)).entered


def test_an_entry_counts_after_a_stray_exit():
    assert rules.after_passage(seen(Direction.OUT, 24), seen(Direction.IN, 24)).entered


def test_yesterdays_exit_sent_late_lets_nobody_out_of_today():
    today = seen(Direction.IN, 25, entered=True)

    assert rules.after_passage(today, seen(Direction.OUT, 24)) == today


def test_within_a_day_the_order_of_receipt_decides():
    later = datetime(2023, 11, 24, 9, tzinfo=UTC)
    inside = Seen(Direction.IN, later, later.date(), "E1")

    assert rules.after_passage(inside, seen(Direction.OUT, 24)).direction is Direction.OUT


def test_each_reentry_rule_has_a_snapshot():
    assert {snapshot.edition.reentry for snapshot in SNAPSHOTS.values()} == set(Reentry)
