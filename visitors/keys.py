"""Signing keys: numbered over all editions, their private halves encrypted at rest.

A key is never reused and never removed: the tickets it signed stay genuine after a rotation.
"""

from hashlib import blake2b

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from nacl.exceptions import CryptoError
from nacl.secret import SecretBox
from nacl.signing import SigningKey as PrivateKey

from expo.errors import Conflict, Refused
from expo.models import Edition
from visitors.models import SigningKey

LAST_NUMBER = 255
PURPOSE = b"expo-sign-keys"


class NoKeyLeft(Conflict):
    code = "no_key_left"
    message = _("All 256 key numbers are taken.")


class KeyUnreadable(Refused):
    code = "key_unreadable"
    message = _("The signing key was encrypted with another SIGNING_KEYS_SECRET.")


def current(edition: Edition) -> SigningKey:
    """The key that signs the edition's tickets now; the first one is made when it is needed."""
    return _in_use(edition) or _first(edition)


@transaction.atomic
def rotate(edition: Edition) -> SigningKey:
    """Sign with a new key from now on. What earlier keys signed stays genuine."""
    _lock_numbers()
    edition.signing_keys.filter(retired_at=None).update(retired_at=timezone.now())
    return _make(edition)


def private_key(key: SigningKey) -> bytes:
    """The 64 bytes that `signing.sign_with` wants. Raises KeyUnreadable."""
    try:
        seed = _box().decrypt(bytes(key.private_key))
    except CryptoError as error:
        raise KeyUnreadable(number=key.number) from error
    return seed + bytes(key.public_key)


def _in_use(edition: Edition) -> SigningKey | None:
    return edition.signing_keys.filter(retired_at=None).order_by("-number").first()


@transaction.atomic
def _first(edition: Edition) -> SigningKey:
    _lock_numbers()
    return _in_use(edition) or _make(edition)


def _lock_numbers() -> None:
    """Numbers are unique over all editions, so whoever makes a key waits for the others."""
    list(Edition.objects.select_for_update(no_key=True).order_by("pk"))


def _make(edition: Edition) -> SigningKey:
    last = SigningKey.objects.order_by("-number").values_list("number", flat=True).first() or 0
    if last == LAST_NUMBER:
        raise NoKeyLeft
    fresh = PrivateKey.generate()
    return SigningKey.objects.create(
        number=last + 1,
        edition=edition,
        public_key=bytes(fresh.verify_key),
        private_key=bytes(_box().encrypt(bytes(fresh))),
    )


def _box() -> SecretBox:
    secret = settings.SIGNING_KEYS_SECRET.encode()
    return SecretBox(blake2b(secret, digest_size=SecretBox.KEY_SIZE, person=PURPOSE).digest())
