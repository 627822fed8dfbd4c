"""Names on a screen that strangers see: enough to know one's own by, too little to learn another's.

Pure. Korean, Chinese and Japanese names keep their first and last character (홍길동 → 홍*동), every
other word keeps its first letter (John Smith → J*** S***), and one letter alone is not shown.
"""

import unicodedata
from collections.abc import Iterator
from itertools import groupby

STAR = "*"
REST = STAR * 3  # the same for any length, which would tell more than it should
SYLLABIC = ("HANGUL", "CJK", "HIRAGANA", "KATAKANA")  # a character of a name says a whole syllable


def mask(name: str) -> str:
    """The name with most of it hidden, never the whole; empty for a name without letters."""
    words = list(_words(unicodedata.normalize("NFC", name)))
    if all(_is_syllabic(word) for word in words):
        words = ["".join(words)]  # a space between family and given name would give both away
    return " ".join(_masked(word) for word in words if word)


def _words(name: str) -> Iterator[str]:
    """Runs of letters of one kind of script: signs, and marks that turn a line around, are left
    out, so that nobody's name plays tricks on the screen."""
    for kind, run in groupby(name, key=_kind):
        if kind is not None:
            yield "".join(run)


def _kind(character: str) -> bool | None:
    """Whether a letter is a syllable by itself; None for what is no letter or digit."""
    return _is_syllabic(character) if character.isalnum() else None


def _is_syllabic(word: str) -> bool:
    return unicodedata.name(word[:1], "").startswith(SYLLABIC)


def _masked(word: str) -> str:
    if len(word) == 1:
        return STAR
    if not _is_syllabic(word):
        return word[0] + REST
    return word[0] + STAR * (len(word) - 2) + word[-1] if len(word) > 2 else word[0] + STAR
