"""Ticket codes from fixed keys. `python -m tests.contracts.ticket_vectors` writes the JSON file.

It is frozen once the first ticket is issued: a test compares it with what this script makes, and
both languages read it. Expectations are written here by hand, never computed by what they check.
"""

import json
from hashlib import sha512
from pathlib import Path

from nacl.signing import SigningKey

from visitors import base45
from visitors.classes import BY_NUMBER, TicketClass
from visitors.signing import HEAD, PREFIX, TicketClaims, sign

HERE = Path(__file__).parent
SEEDS = {1: bytes(range(32)), 2: bytes(range(32, 64)), 9: b"\x09" * 32}
WEAK_KEY = 7
"""A point of small order for a key: without care, everybody can sign for it."""
ORDER = 2**252 + 27742317777372353535851937790883648493
BASE = bytes([0x58]) + bytes([0x66]) * 31
NEUTRAL = bytes([1]) + bytes(31)
OF_ORDER_EIGHT = bytes.fromhex("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05")
BASE_AND_THAT = bytes.fromhex("da99e28ba529cdde35a25fba9059e78ecaee239f99755b9b1aa4f65df00803e2")
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


def strictness():
    """Signatures that only careless mathematics would take, most made with the private key.

    A signature is a point R and a number S; it is good when S times the base is R + h times the
    key, and not merely after both sides have been multiplied by eight.
    """
    good = data_of(code())
    head, point, number = good[: HEAD.size], good[HEAD.size : -32], good[-32:]
    yield refused("S above the order", raw(head, point + little(int_of(number) + ORDER)), "forged")
    yield refused("S of 256 bits", raw(head, point + bytes([255]) * 32), "forged")
    for name, shift, r in (
        ("R is the neutral point", NEUTRAL, 0),
        ("R of small order", OF_ORDER_EIGHT, 0),
        ("R beside the main group", BASE_AND_THAT, 1),
    ):
        yield refused(name, raw(head, shift + little(answer_to(shift, head, r))), "forged")
    yield refused("a point that is none", raw(head, bytes([2]) + bytes(31) + number), "forged")
    weak = bytes([head[0], WEAK_KEY]) + head[2:]
    yield refused("a key of small order", raw(weak, BASE + little(1)), "forged")
    yield refused("its neutral signature", raw(weak, NEUTRAL + little(0)), "forged")


def raw(head, signature):
    return PREFIX + base45.encode(head + signature)


def answer_to(point, head, r):
    """The S that belongs to a point made of r times the base, by the private key 1."""
    digest = bytearray(sha512(SEEDS[1]).digest()[:32])
    digest[0] &= 248
    digest[31] = digest[31] & 127 | 64
    challenge = int_of(sha512(point + PUBLIC[1] + b"EXPO-TICKET-1\0" + head).digest())
    return (r + challenge * int_of(digest)) % ORDER


def int_of(data):
    return int.from_bytes(data, "little")


def little(number):
    return number.to_bytes(32, "little")


def unknown_layouts():
    """What a later edition may print: it is told apart only when its key is known."""
    head = data_of(code())[: HEAD.size]
    later = b"\x02" + head[1:]
    yield refused(
        "a layout 2 of an unknown key",
        signed_bytes(later[:1] + b"\x09" + later[2:], 9),
        "unknown_key",
    )
    yield refused("a forged layout 2", signed_bytes(later, key=9), "forged")
    yield refused("a genuine layout 0", signed_bytes(b"\0" + head[1:]), "not_a_ticket")
    yield refused(
        "a genuine class 255", signed_bytes(head[:12] + b"\xff" + head[13:]), "not_a_ticket"
    )
    yield refused("the key number 0", code_of_key(head, 0), "unknown_key")
    yield refused("the key number 255", code_of_key(head, 255), "unknown_key")
    yield refused("the signature of another key", code_of_key(head, 2), "forged")


def code_of_key(head, key):
    return signed_bytes(head[:1] + bytes([key]) + head[2:])


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
        "keys": {"1": PUBLIC[1].hex(), "2": PUBLIC[2].hex(), str(WEAK_KEY): NEUTRAL.hex()},
        "tickets": [
            *genuine_tickets(),
            *refused_tickets(),
            *flips(),
            *strictness(),
            *unknown_layouts(),
        ],
    }


def write(name, document):
    text = json.dumps(document, ensure_ascii=False, indent=1)
    (HERE / name).write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    write("ticket_vectors.json", ticket_document())
