"""Base45 (RFC 9285), strict: whatever the RFC does not allow is refused.

Our own because a ticket is decoded on every scan, and the packaged decoders are slower and forgive
a trailing newline.
"""

import struct

ALPHABET = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
FOREIGN = 0xFF
VALUES = bytes(ALPHABET.find(character) % 256 for character in range(256))


class NotBase45(ValueError):
    """The text is not the Base45 form of any bytes."""


def encode(data: bytes) -> str:
    pairs, rest = divmod(len(data), 2)
    digits = bytearray()
    for number in struct.Struct(f">{pairs}H").unpack(data[: pairs * 2]):
        high, remainder = divmod(number, 45 * 45)
        middle, low = divmod(remainder, 45)
        digits += bytes((ALPHABET[low], ALPHABET[middle], ALPHABET[high]))
    if rest:
        high, low = divmod(data[-1], 45)
        digits += bytes((ALPHABET[low], ALPHABET[high]))
    return digits.decode("ascii")


def decode(text: str) -> bytes:
    """Raise NotBase45 for foreign characters, a rest of one, or a group above its range."""
    values = _values(text)
    triples, rest = divmod(len(values), 3)
    whole = values[: triples * 3]
    numbers = [
        low + 45 * middle + 2025 * high
        for low, middle, high in zip(whole[0::3], whole[1::3], whole[2::3], strict=True)
    ]
    if rest:
        numbers.append(values[-2] + 45 * values[-1])
    try:
        return struct.Struct(f">{triples}H{'B' if rest else ''}").pack(*numbers)
    except struct.error as error:
        raise NotBase45(text) from error


def _values(text: str) -> bytes:
    if not text.isascii() or len(text) % 3 == 1:
        raise NotBase45(text)
    values = text.encode("ascii").translate(VALUES)
    if FOREIGN in values:
        raise NotBase45(text)
    return values
