"""What somebody typed, or a hand scanner did, into the one field that searches everything. Pure."""

import re
import unicodedata

from expo import personal

ALPHABET = frozenset("23456789ABCDEFGHJKMNPQRSTUVWXYZ")  # of reservation numbers
NUMBER_LENGTH = 9
TICKET_LENGTH = 16
HEX_DIGITS = re.compile(r"[0-9a-f]{4,16}")
PHONE = re.compile(r"[0-9+() .-]+")
WHOLE_PHONE = 9
HALF_A_SYLLABLE = re.compile(r"(?<=.)[\u3131-\u318e]+$")


def number(text: str) -> str | None:
    """A whole reservation number, whatever hyphens, spaces and small letters it came with."""
    plain = re.sub(r"[\s\W_]", "", unicodedata.normalize("NFKC", text)).upper()
    return plain if len(plain) == NUMBER_LENGTH and set(plain) <= ALPHABET else None


def digits(text: str) -> str | None:
    """Hexadecimal digits as a badge ends in, four to sixteen of them."""
    plain = re.sub(r"[\s-]", "", unicodedata.normalize("NFKC", text)).lower()
    return plain if HEX_DIGITS.fullmatch(plain) else None


def words(text: str) -> list[str]:
    """The words people are looked up by, in small letters; a telephone is one word of digits.

    What the Korean keyboard has not finished yet, the last half a syllable, is left out."""
    plain = personal.tidy(re.sub(r"[,\x00]", " ", text)).lower()
    phone = unicodedata.normalize("NFKC", plain)
    if PHONE.fullmatch(phone):
        number = personal.digits_of(phone)
        return [number[1:] if len(number) >= WHOLE_PHONE and number[0] == "0" else number]
    return [whole for word in plain.split() if (whole := HALF_A_SYLLABLE.sub("", word))]


def fragments(word: str, *, alone: bool) -> list[str]:
    """What to look for among a person's words, one of which must be there: the shorter the word,
    the closer.

    Three characters stand anywhere. Two begin or end a word, as a family name and a given name do,
    since the index holds nothing shorter than trigrams. One is a whole name, or begins one."""
    if word.isdecimal():
        return [f"{word} "]
    if len(word) == 1:
        return [f" {word} " if alone else f" {word}"]
    if len(word) == 2:
        return [f" {word}", f"{word} "]
    return [word]
