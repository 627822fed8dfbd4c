"""Whether a text says a number, as people write numbers here: 30,600, 30600, 3만 600."""

import re
import unicodedata
from collections.abc import Iterator

PLAIN = re.compile(r"(?<!\d)(?<!\d[.,])(\d{1,3}(?:,\d{3})+|\d+)(?![\d만억]|[.,]\d)")
IN_KOREAN = re.compile(r"(?<!\d)(?<!\d[.,])(?:([\d,]+)억\s?)?(?:([\d,]+)만)?\s?([\d,]*\d)?")
MYRIAD = 10_000


def says(text: str, number: int) -> bool:
    """The number itself, not one about as large; its sign is left to the words."""
    return abs(number) in set(_numbers(unicodedata.normalize("NFKC", text)))


def _numbers(text: str) -> Iterator[int]:
    for found in PLAIN.finditer(text):
        yield _plain(found[1])
    for found in IN_KOREAN.finditer(text):
        if found[1] or found[2]:
            yield (_plain(found[1]) * MYRIAD + _plain(found[2])) * MYRIAD + _plain(found[3])


def _plain(digits: str | None) -> int:
    """Digits alone: no sum of a fair has more than fifteen."""
    return int((digits or "").replace(",", "")[:15] or 0)
