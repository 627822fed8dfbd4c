"""What people type about people: made tidy, and refused where it must never be kept. Pure."""

import re
import unicodedata
from datetime import date

DASHES = "‐‑‒–—―−﹣~-"
RESIDENT_NUMBER = re.compile(rf"(?<!\d)(\d\d)(\d\d)(\d\d)[\s{DASHES}]*([1-8])\d{{6}}(?!\d)")
CENTURIES = {1: 1900, 2: 1900, 3: 2000, 4: 2000, 5: 1900, 6: 1900, 7: 2000, 8: 2000}
PHONE_SIGNS = re.compile(rf"\+?[\d\s().{DASHES}]+")
PHONE_LENGTHS = range(8, 16)
KOREAN_LENGTHS = range(10, 13)  # with the country's 82, without the 0 before the rest
KOREAN_PHONE = re.compile(
    r"(?:(050\d|02|01[16-9]|0[3-7]\d|080)(\d{3,4})|(010)(\d{4})|(1[5-9]\d\d))(\d{4})", re.ASCII
)
OVERRIDES = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""They turn the reading of whatever follows: on a badge, somebody else's words."""


def looks_like_resident_number(text: str) -> bool:
    """Whether a resident registration number (주민등록번호) may stand in the text: a date of birth,
    a digit for century and sex, six more; with or without hyphen, in half or full width."""
    plain = "".join(
        character
        for character in unicodedata.normalize("NFKC", text)
        if unicodedata.category(character) != "Cf"
    )
    return any(
        _is_birth_date(*map(int, found.groups())) for found in RESIDENT_NUMBER.finditer(plain)
    )


def tidy(text: str) -> str:
    """One line in composed characters (NFC), without spaces around it or twice."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def is_writable(text: str) -> bool:
    """Whether a tidy text is what people write: no control characters, nothing that turns lines.

    Everything else is: one syllable, hanja, emoji with their joiners, words from right to left."""
    return not any(
        unicodedata.category(character) in {"Cc", "Cs"} or character in OVERRIDES
        for character in text
    )


def is_visible(text: str) -> bool:
    """Whether there is anything to be seen: spaces without width and joiners alone are nothing."""
    return any(unicodedata.category(sign) not in {"Cf", "Zs", "Zl", "Zp"} for sign in text)


def half_width(text: str) -> str:
    """As a telephone number is kept, whatever keyboard it was typed on."""
    return unicodedata.normalize("NFKC", text)


def phone_number(text: str) -> str:
    """A telephone number as it is kept: 010-1234-5678, however a Korean one was typed; one from
    abroad with its + and no spaces. "" where it is none."""
    plain = half_width(text).replace("(0)", "").strip()
    number = digits_of(plain)
    if not PHONE_SIGNS.fullmatch(plain) or not number:
        return ""
    if plain.startswith("+") or number.startswith("00"):
        return _phone_by_country(number.removeprefix("00"))
    is_korean = number.startswith("82") and len(number) in KOREAN_LENGTHS
    return _phone_by_country(number) if is_korean else _korean_phone(number)


def _phone_by_country(number: str) -> str:
    if number.startswith("82"):
        return _korean_phone("0" + number.removeprefix("82").removeprefix("0"))
    return f"+{number}" if len(number) in PHONE_LENGTHS else ""


def _korean_phone(number: str) -> str:
    found = KOREAN_PHONE.fullmatch(number)
    return "-".join(filter(None, found.groups())) if found else ""


def digits_of(phone: str) -> str:
    return "".join(str(int(sign)) for sign in phone if unicodedata.category(sign) == "Nd")


def _is_birth_date(year: int, month: int, day: int, sex: int) -> bool:
    try:
        date(CENTURIES[sex] + year, month, day)
    except ValueError:
        return False
    return True
