"""The secret of a ticket's link: nobody guesses it, and no row holds it. Asks no database.

48 characters of an address: base64url of the registration's UUID (16 bytes), its link number (2)
and the first 18 bytes of an HMAC-SHA256 over both. 36 bytes leave no spare bit in 48 characters, so
each token is written in one way only.
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterator
from dataclasses import dataclass
from struct import Struct
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import override

from expo import mails
from visitors.models import Registration

SALT = "visitors.links"
HEAD = Struct(">16sH")
MAC_BYTES = 18
CHARACTERS = 48


@dataclass(frozen=True, slots=True)
class Claim:
    """What a genuine token names. `number` is right while the registration still has it."""

    registration: UUID
    number: int

    def opens(self, registration: Registration) -> bool:
        """Whether the link leads to it still; each newer link closes the older ones."""
        named = (registration.uuid, registration.link_number)
        return named == (self.registration, self.number)


def token(registration: Registration) -> str:
    head = HEAD.pack(registration.uuid.bytes, registration.link_number)
    return urlsafe_b64encode(head + _mac(head, settings.SECRET_KEY)).decode()


def read(text: str) -> Claim | None:
    """The claim of a token that we wrote, by this key or one of those before it."""
    if len(text) != CHARACTERS or not text.isascii():
        return None
    try:
        said = urlsafe_b64decode(text)
    except ValueError:
        return None
    head, mac = said[: HEAD.size], said[HEAD.size :]
    is_ours = [constant_time_compare(mac, ours) for ours in _macs(head)]
    return _claim(head) if any(is_ours) and urlsafe_b64encode(said).decode() == text else None


def address(registration: Registration, language: str = "", name: str = "ticket") -> str:
    """The path of the ticket page, or of another of its pages, in a language or the reader's."""
    if not language:
        return reverse(name, args=[token(registration)])
    with override(language):
        return reverse(name, args=[token(registration)])


def whole_address(registration: Registration, language: str, name: str = "ticket") -> str:
    """The same as a mail has it, with the house in front."""
    return mails.link(address(registration, language, name))


def _claim(head: bytes) -> Claim:
    uuid, number = HEAD.unpack(head)
    return Claim(UUID(bytes=uuid), number)


def _macs(head: bytes) -> Iterator[bytes]:
    for secret in [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]:
        yield _mac(head, secret)


def _mac(head: bytes, secret: str) -> bytes:
    """salted_hmac derives a key of its own for this purpose from the installation's."""
    return salted_hmac(SALT, head, secret=secret, algorithm="sha256").digest()[:MAC_BYTES]
