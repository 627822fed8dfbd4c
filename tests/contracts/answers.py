"""What the vectors expect, in the words of the scanner's JavaScript."""

import json
from datetime import datetime

import pytest

from tests.contracts.ticket_vectors import HERE

RULES = json.loads((HERE / "rule_vectors.json").read_text(encoding="utf-8"))
TICKETS = json.loads((HERE / "ticket_vectors.json").read_text(encoding="utf-8"))
KEYS = [(int(key), list(bytes.fromhex(public))) for key, public in TICKETS["keys"].items()]
WORDS = ("outcome", "reason", "days", "flag")


def verdict(vector):
    return {name: vector[name] for name in WORDS} | {"seen": seen(vector["seen"])}


def seen(document):
    return document and document | {"at": pytest.approx(milliseconds(document["at"]), abs=1e-3)}


def milliseconds(text):
    """As a script holds a moment; the server's microseconds are the fraction."""
    moment = datetime.fromisoformat(text)
    return int(moment.replace(microsecond=0).timestamp()) * 1000 + moment.microsecond / 1000


def claims(vector):
    """None for a code that is no genuine ticket."""
    told = vector.get("claims")
    return told and {
        "key": told["key"],
        "edition": told["edition"],
        "ticket": told["ticket"],
        "ticketClass": told["class"],
        "firstDay": told["first_day"],
        "lastDay": told["last_day"],
    }
