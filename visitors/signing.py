"""Ticket bytes: signed here, checked anywhere. Knows no database and no Django.

A ticket's id is 8 random bytes. Python and the database hold them as a signed 64-bit big-endian
number, which is what a bigint column takes; whatever leaves the house shows them as 16 hexadecimal
digits, which every language can hold.
"""

import re
import secrets
from dataclasses import dataclass
from hashlib import blake2b
from struct import Struct

from nacl.bindings import crypto_sign as sign_bytes
from nacl.bindings import crypto_sign_open, crypto_sign_seed_keypair
from nacl.exceptions import BadSignatureError

from expo.bounded import Bounded
from visitors import base45
from visitors.classes import BY_NUMBER, TicketClass

PREFIX = "K1"
VERSION = 1
DOMAIN = b"EXPO-TICKET-1\0"
HEAD = Struct(">BBHqBBB")  # version, key, edition, ticket, class, first day, last day
SIGNATURE_BYTES = 64
CODE_CHARACTERS = 121
MOST_REMEMBERED = 40_000
"""Genuine tickets in each process: a tenth of a kilobyte each."""
TICKET_TEXT = re.compile("[0-9a-f]{16}")

_genuine: Bounded[bytes, None] = Bounded(MOST_REMEMBERED)
"""Hashes of signatures that were checked, with what they sign and by whose key."""


class NotATicket(ValueError):
    """The code is no ticket of this layout, whoever made it."""


class Forged(ValueError):
    """The signature is not the one of the key that the ticket names."""


@dataclass(frozen=True, slots=True)
class TicketClaims:
    """What a ticket says of itself. Days count the edition's show days from 0, ends included."""

    key: int
    edition: int
    ticket: int
    ticket_class: TicketClass
    first_day: int
    last_day: int


@dataclass(frozen=True, slots=True)
class SignedTicket:
    """The bytes of a code whose signature nobody has checked yet."""

    head: bytes
    signature: bytes

    @property
    def key(self) -> int:
        return self.head[1]


def sign(claims: TicketClaims, seed: bytes) -> str:
    """Return the code to print. The seed is the 32 bytes of the private key."""
    _, private_key = crypto_sign_seed_keypair(seed)
    return sign_with(claims, private_key)


def sign_with(claims: TicketClaims, private_key: bytes) -> str:
    """Sign with the expanded 64-byte private key, which spares a bulk issue half the work."""
    head = HEAD.pack(
        VERSION,
        claims.key,
        claims.edition,
        claims.ticket,
        claims.ticket_class.number,
        claims.first_day,
        claims.last_day,
    )
    signature = sign_bytes(DOMAIN + head, private_key)[:SIGNATURE_BYTES]
    return PREFIX + base45.encode(head + signature)


def read(code: str) -> SignedTicket:
    """Take the code apart. Raise NotATicket unless it is K1 and Base45 of exactly 79 bytes."""
    if len(code) != CODE_CHARACTERS or not code.startswith(PREFIX):
        raise NotATicket(code)
    try:
        data = base45.decode(code[len(PREFIX) :])
    except base45.NotBase45 as error:
        raise NotATicket(code) from error
    return SignedTicket(head=data[: HEAD.size], signature=data[HEAD.size :])


def verify(ticket: SignedTicket, public_key: bytes) -> TicketClaims:
    """Raise Forged when the signature fails, NotATicket for a genuine one of another layout. What
    was genuine once is so for ever, and most tickets are shown several times a day."""
    said = ticket.signature + DOMAIN + ticket.head
    shown = blake2b(public_key + said, digest_size=16).digest()
    if shown not in _genuine:
        _check(said, public_key)
        _genuine[shown] = None
    return _claims(ticket.head)


def _check(said: bytes, public_key: bytes) -> None:
    try:
        crypto_sign_open(said, public_key)
    except BadSignatureError as error:
        raise Forged from error


def _claims(head: bytes) -> TicketClaims:
    version, key, edition, ticket, number, first_day, last_day = HEAD.unpack(head)
    if version != VERSION or number >= len(BY_NUMBER):
        raise NotATicket(head.hex())
    return TicketClaims(key, edition, ticket, BY_NUMBER[number], first_day, last_day)


def new_ticket() -> int:
    """Return 8 random bytes as the signed number the database holds."""
    return int.from_bytes(secrets.token_bytes(8), signed=True)


def ticket_text(ticket: int) -> str:
    """The 16 hexadecimal digits under which a ticket leaves the house."""
    return ticket.to_bytes(8, signed=True).hex()


def ticket_number(text: str) -> int:
    """Inverse of ticket_text. Raise ValueError for anything but 16 hexadecimal digits."""
    if not TICKET_TEXT.fullmatch(text):
        raise ValueError("A ticket is written as 16 hexadecimal digits.")
    return int.from_bytes(bytes.fromhex(text), signed=True)
