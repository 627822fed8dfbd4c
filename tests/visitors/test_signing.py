"""Ticket bytes: what is signed is read back, and whatever else is shown is refused."""

import json
from pathlib import Path

import pytest
import segno
from hypothesis import given
from hypothesis import strategies as some

from tests.contracts.ticket_vectors import PUBLIC, SEEDS, claims, code, flipped, ticket_document
from visitors import signing
from visitors.classes import TicketClass

CONTRACT = json.loads(
    (Path(__file__).parents[1] / "contracts/ticket_vectors.json").read_text(encoding="utf-8")
)
KEYS = {int(key): bytes.fromhex(public) for key, public in CONTRACT["keys"].items()}

any_claims = some.builds(
    signing.TicketClaims,
    key=some.integers(0, 255),
    edition=some.integers(0, 65535),
    ticket=some.integers(-(2**63), 2**63 - 1),
    ticket_class=some.sampled_from(TicketClass),
    first_day=some.integers(0, 255),
    last_day=some.integers(0, 255),
)


def verdict(ticket_code):
    try:
        ticket = signing.read(ticket_code)
        if ticket.key not in KEYS:
            return "unknown_key"
        signing.verify(ticket, KEYS[ticket.key])
    except signing.NotATicket:
        return "not_a_ticket"
    except signing.Forged:
        return "forged"
    return "genuine"


@pytest.mark.parametrize("vector", CONTRACT["tickets"], ids=lambda vector: vector["name"])
def test_a_code_gets_its_verdict(vector):
    assert verdict(vector["code"]) == vector["verdict"]


def test_the_vectors_are_frozen():
    assert ticket_document() == CONTRACT


@pytest.mark.parametrize(
    "vector",
    [vector for vector in CONTRACT["tickets"] if vector["verdict"] == "genuine"],
    ids=lambda vector: vector["name"],
)
def test_a_genuine_code_says_what_was_signed(vector):
    ticket = signing.read(vector["code"])
    read = signing.verify(ticket, KEYS[ticket.key])

    assert {
        "key": read.key,
        "edition": read.edition,
        "ticket": signing.ticket_text(read.ticket),
        "class": read.ticket_class,
        "first_day": read.first_day,
        "last_day": read.last_day,
    } == vector["claims"]
    assert (ticket.head + ticket.signature).hex() == vector["bytes"]


@given(any_claims)
def test_what_is_signed_is_read_back(made):
    ticket = signing.read(signing.sign(made, SEEDS[1]))

    assert signing.verify(ticket, PUBLIC[1]) == made


def test_a_genuine_ticket_is_forged_under_another_key():
    ticket = signing.read(code())
    signing.verify(ticket, PUBLIC[1])

    with pytest.raises(signing.Forged):
        signing.verify(ticket, PUBLIC[2])


def test_a_signature_that_failed_fails_again():
    ticket = signing.read(flipped(code(), 100))

    for _time in range(2):
        with pytest.raises(signing.Forged):
            signing.verify(ticket, PUBLIC[1])


@given(some.sets(some.integers(0, 79 * 8 - 1), min_size=1, max_size=8))
def test_no_change_of_bits_is_admitted(bits):
    changed = code()
    for bit in bits:
        changed = flipped(changed, bit)

    assert verdict(changed) != "genuine"


@given(some.text(max_size=200))
def test_any_other_text_is_no_ticket(text):
    assert verdict(text) == "not_a_ticket"


@given(
    some.text(alphabet="0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:", min_size=119, max_size=119)
)
def test_any_text_of_the_right_form_is_refused(body):
    assert verdict("K1" + body) != "genuine"


@given(some.integers(-(2**63), 2**63 - 1))
def test_a_ticket_has_one_text(ticket):
    text = signing.ticket_text(ticket)

    assert len(text) == 16
    assert signing.ticket_number(text) == ticket


@pytest.mark.parametrize(
    "text",
    ["", "12", "0123456789abcdeg", "0123456789abcdef00", "0123456789ABCDEF", "01 23 45 67 89 a"],
)
def test_a_malformed_ticket_text_is_refused(text):
    with pytest.raises(ValueError, match="16 hexadecimal digits"):
        signing.ticket_number(text)


def test_new_tickets_fit_a_bigint_and_differ():
    tickets = {signing.new_ticket() for _ in range(1000)}

    assert len(tickets) == 1000
    assert all(-(2**63) <= ticket < 2**63 for ticket in tickets)


@pytest.mark.parametrize("ticket_class", list(TicketClass))
def test_a_code_is_121_characters_in_a_version_5_m_alphanumeric_qr(ticket_class):
    printed = code(ticket_class=ticket_class)
    symbol = segno.make(printed, error="m", micro=False, boost_error=False)

    assert len(printed) == signing.CODE_CHARACTERS
    assert (symbol.version, symbol.error, symbol.mode) == (5, "M", "alphanumeric")


def test_class_numbers_are_frozen():
    names = ["visitor", "exhibitor", "media", "staff", "service", "speaker", "group"]

    assert [ticket_class.value for ticket_class in TicketClass] == names
    assert [claims(ticket_class=name).ticket_class.number for name in TicketClass] == list(range(7))
