"""The scanner's JavaScript and the server's Python: one contract, and no third opinion."""

import pytest
from hypothesis import HealthCheck, given, settings

from tests.contracts import answers
from tests.contracts.answers import KEYS, RULES, TICKETS
from tests.javascript import Scripts
from tests.visitors.any_passage import any_passage
from visitors import base45, rules
from visitors.snapshots import Snapshot

QUESTION = ("snapshot", "code", "gate", "direction", "at")


@pytest.fixture(params=["scripts", "old_scripts"])
def either(request) -> Scripts:
    """Node with signatures of its own, and Node with those of the package."""
    return request.getfixturevalue(request.param)


def test_each_way_to_check_signatures_is_tried(scripts, old_scripts):
    assert scripts.ask("verifier") == "browser"
    assert old_scripts.ask("verifier") == "package"


def test_scripts_say_at_the_door_what_the_vectors_say(either):
    either.know(RULES["snapshots"])

    for vector in RULES["vectors"]:
        said = either.ask("decide", **{name: vector[name] for name in QUESTION})
        assert said == answers.verdict(vector), vector["name"]


def test_scripts_find_the_conflicts_of_the_vectors(scripts):
    scripts.know(RULES["snapshots"])

    for vector in RULES["conflicts"]:
        said = scripts.ask("conflict", **{name: vector[name] for name in QUESTION})
        assert said is vector["conflict"], vector["name"]


def test_scripts_remember_passages_as_the_vectors_do(scripts):
    for vector in RULES["passages"]:
        after = scripts.ask("passage", before=vector["before"], now=vector["now"])
        assert after == answers.seen(vector["after"]), vector["name"]


def test_scripts_read_tickets_as_the_vectors_do(either):
    for vector in TICKETS["tickets"]:
        said = either.ask("ticket", keys=KEYS, code=vector["code"])

        assert said["verdict"] == vector["verdict"], vector["name"]
        assert said.get("claims") == answers.claims(vector), vector["name"]
        assert bytes(said.get("bytes", [])).hex() == vector.get("bytes", "")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "0",
        "00",
        "000",
        "0000",
        "BB8",
        "%69 VD92EX0",
        "FGW",
        "GGW",
        ":::",
        "V5",
        "U5",
        "é0",
        "a00",
    ],
)
def test_scripts_decode_what_python_does(scripts, text):
    try:
        expected = list(base45.decode(text))
    except base45.NotBase45:
        expected = "NotBase45: "

    assert scripts.ask("bytes", text=text) == expected


@settings(
    max_examples=400,
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(any_passage())
def test_scripts_and_server_judge_any_passage_alike(scripts, passage):
    known = Snapshot.from_json(passage.document)
    verdict = rules.judge(known, *passage.question)

    said = scripts.ask("judge", **passage.asked)

    assert said["verdict"] == {
        "outcome": verdict.outcome,
        "reason": verdict.reason or "",
        "seen": verdict.seen and answers.seen(passage.seen),
        "days": verdict.days and [day.isoformat() for day in verdict.days],
        "flag": verdict.flag,
    }
    assert said["conflict"] == rules.is_conflict(known, *passage.question)
