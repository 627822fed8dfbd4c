"""Ticket codes from fixed keys. `python -m tests.contracts.ticket_vectors` writes the JSON file.

It is frozen once the first ticket is issued: a test compares it with what this script makes, and
both languages read it. Expectations are written here by hand, never computed by what they check.
"""

import json
from pathlib import Path

from nacl.signing import SigningKey

from visitors import base45
from visitors.classes import BY_NUMBER, TicketClass
from visitors.signing import HEAD, PREFIX, TicketClaims, sign

HERE = Path(__file__).parent
SEEDS = {1: bytes(range(32)), 2: bytes(range(32, 64)), 9: b"\x09" * 32}
PUBLIC = {key: bytes(SigningKey(seed).verify_key) for key, seed in SEEDS.items()}


def claims(ticket=0x0123456789ABCDEF, ticket_class=TicketClass.VISITOR, **changes):
    fields = {"key": 1, "edition": 1, "first_day": 0, "last_day": 2} | changes
    return TicketClaims(ticket=ticket, ticket_class=ticket_class, **fields)


def code(*arguments, **changes):
    made = claims(*arguments, **changes)
    return sign(made, SEEDS[made.key])


def data_of(ticket_code):
    return base45.decode(ticket_code.removeprefix(PREFIX))


def flipped(ticket_code, bit):
    data = bytearray(data_of(ticket_code))
    data[bit // 8] ^= 0x80 >> bit % 8
    return PREFIX + base45.encode(bytes(data))


def signed_bytes(head, key=1):
    """A code with any head whatever, properly signed."""
    signature = SigningKey(SEEDS[key]).sign(b"EXPO-TICKET-1\0" + head).signature
    return PREFIX + base45.encode(head + signature)


def ticket(name, made, verdict="genuine"):
    given = code(
        made.ticket,
        made.ticket_class,
        **{field: getattr(made, field) for field in ("key", "edition", "first_day", "last_day")},
    )
    return {
        "name": name,
        "claims": {
            "key": made.key,
            "edition": made.edition,
            "ticket": made.ticket.to_bytes(8, signed=True).hex(),
            "class": made.ticket_class.value,
            "first_day": made.first_day,
            "last_day": made.last_day,
        },
        "bytes": data_of(given).hex(),
        "code": given,
        "verdict": verdict,
    }


def refused(name, given, verdict):
    return {"name": name, "code": given, "verdict": verdict}


def genuine_tickets():
    yield from (
        ticket(f"class {number}: {ticket_class}", claims(1000 + number, ticket_class))
        for number, ticket_class in enumerate(BY_NUMBER)
    )
    yield ticket("an id with its highest bit set", claims(-1))
    yield ticket("the smallest id", claims(0))
    yield ticket("a second key", claims(7, key=2))
    yield ticket(
        "the last edition, key and days the layout holds", claims(8, edition=65535, last_day=255)
    )
    yield ticket("one day only", claims(9, first_day=1, last_day=1))


def refused_tickets():
    good = code()
    body = good.removeprefix(PREFIX)
    head = data_of(good)[: HEAD.size]
    yield refused("nothing", "", "not_a_ticket")
    yield refused("a web address", "https://expo.example/ticket/1", "not_a_ticket")
    yield refused("another prefix", "K2" + body, "not_a_ticket")
    yield refused("a small k", "k1" + body, "not_a_ticket")
    yield refused("the prefix alone", PREFIX, "not_a_ticket")
    yield refused("one character short", good[:-1], "not_a_ticket")
    yield refused("one character more", good + "0", "not_a_ticket")
    yield refused("a newline at the end", good + "\n", "not_a_ticket")
    yield refused("a newline for the last character", good[:-1] + "\n", "not_a_ticket")
    yield refused("a space before it", " " + good, "not_a_ticket")
    yield refused("small letters", good[:2] + good[2:].lower(), "not_a_ticket")
    yield refused("a character outside Base45", PREFIX + "#" + body[1:], "not_a_ticket")
    yield refused("a full-width digit", PREFIX + "１" + body[1:], "not_a_ticket")
    yield refused("a group above 65535", PREFIX + ":::" + body[3:], "not_a_ticket")
    yield refused("65536 exactly", PREFIX + "GGW" + body[3:], "not_a_ticket")
    yield refused("a last pair above 255", good[:-2] + "V5", "not_a_ticket")
    yield refused("78 bytes", PREFIX + base45.encode(data_of(good)[:-1]), "not_a_ticket")
    yield refused("80 bytes", PREFIX + base45.encode(data_of(good) + b"\0"), "not_a_ticket")
    yield refused("a key nobody told the door", code(key=9), "unknown_key")
    yield refused("a forgery with the number of a known key", signed_bytes(head, key=9), "forged")
    yield refused(
        "signed without the domain",
        PREFIX + base45.encode(head + SigningKey(SEEDS[1]).sign(head).signature),
        "forged",
    )
    yield refused("an empty signature", PREFIX + base45.encode(head + bytes(64)), "forged")
    yield refused("a genuine layout 2", signed_bytes(b"\x02" + head[1:]), "not_a_ticket")
    yield refused(
        "a genuine class 7", signed_bytes(head[:12] + b"\x07" + head[13:]), "not_a_ticket"
    )


def flips():
    """Every single-bit change: one in the key's byte names a key nobody has, the rest is forged."""
    good = code()
    for bit in range(79 * 8):
        verdict = "unknown_key" if bit // 8 == 1 else "forged"
        yield refused(f"bit {bit} flipped", flipped(good, bit), verdict)


def ticket_document():
    return {
        "about": "Ticket codes and what a door that knows keys 1 and 2 makes of them. Frozen.",
        "seeds": {str(key): seed.hex() for key, seed in SEEDS.items()},
        "keys": {str(key): PUBLIC[key].hex() for key in (1, 2)},
        "tickets": [*genuine_tickets(), *refused_tickets(), *flips()],
    }


def write(name, document):
    text = json.dumps(document, ensure_ascii=False, indent=1)
    (HERE / name).write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    write("ticket_vectors.json", ticket_document())
