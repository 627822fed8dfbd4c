"""Names for people and badges that tell nothing: HMAC-SHA256 under a key that nobody keeps."""

import hmac
import secrets
from dataclasses import dataclass, field

BLOCK = 64  # bytes, of SHA-256
INNER, OUTER = 0x36, 0x5C
LENGTH = 20  # hexadecimal digits: of a million badges no two will ever share them


@dataclass(frozen=True, slots=True)
class Pseudonyms:
    """The same row has the same pseudonym in one pack, another in the next; none leads back."""

    key: bytes = field(default_factory=lambda: secrets.token_bytes(32), repr=False)

    def of(self, kind: str, number: int) -> str:
        """What the statements give for the row: of a badge, a person, or an operator."""
        told = kind.encode() + number.to_bytes(8, signed=True)
        return f"{kind}-{hmac.digest(self.key, told, 'sha256').hex()[:LENGTH]}"

    def parameters(self) -> dict[str, bytes]:
        """The key as the statements need it: PostgreSQL itself knows SHA-256, but no HMAC."""
        padded = self.key.ljust(BLOCK, b"\0")
        return {
            "inner_key": bytes(byte ^ INNER for byte in padded),
            "outer_key": bytes(byte ^ OUTER for byte in padded),
        }


def expression(kind: str, column: str) -> str:
    """The SQL of a pseudonym; null where the column is."""
    told = f"'{kind}'::bytea || int8send({column})"
    digest = f"sha256(%(outer_key)s || sha256(%(inner_key)s || {told}))"
    return f"'{kind}-' || left(encode({digest}, 'hex'), {LENGTH})"
