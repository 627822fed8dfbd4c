"""The server's signature under what it writes: check-ins, and the links of their chain.

Made with SECRET_KEY, checked with SECRET_KEY_FALLBACKS too: a new secret accuses no old row.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from hmac import compare_digest

from django.conf import settings

from visitors import sealing


@dataclass(frozen=True, slots=True)
class Stamp:
    """What is signed for one purpose fits for no other."""

    purpose: bytes

    def sign(self, said: bytes) -> bytes:
        return sealing.sign(said, sealing.key_of(settings.SECRET_KEY, self.purpose))

    def fits(self, signature: bytes, said: bytes) -> bool:
        return any(compare_digest(signature, sealing.sign(said, key)) for key in self._keys())

    def _keys(self) -> Iterator[bytes]:
        for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
            yield sealing.key_of(secret, self.purpose)


CHECKINS = Stamp(b"expo-checkin")
LINKS = Stamp(b"expo-seal")
