"""Texts as one reader gets them: in his language, or in the other one, and then it says so."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language

LANGUAGES = ("ko", "en")
HANGUL = re.compile(r"[\u1100-\u11ff\u3131-\u318e\uac00-\ud7a3]")
EMPTY_LINE = re.compile(r"\n\s*\n")


@dataclass(frozen=True, slots=True)
class Passage:
    """`lang` is the language of the text where it is not the page's, for whoever reads aloud."""

    text: str
    lang: str = ""

    def __str__(self) -> str:
        return self.text

    def __bool__(self) -> bool:
        return bool(self.text)

    @property
    def paragraphs(self) -> list[str]:
        return [part.strip() for part in EMPTY_LINE.split(self.text) if part.strip()]


def passage(values: Mapping[str, Any], field: str) -> Passage:
    """The field in the language of the page, or else in the other one."""
    own, other = _order()
    if text := values[f"{field}_{own}"]:
        return Passage(text)
    text = values[f"{field}_{other}"]
    return Passage(text, other if text else "")


def beside(values: Mapping[str, Any], field: str) -> Passage:
    """The same in the other language; empty where it says nothing new."""
    own, other = _order()
    first, second = values[f"{field}_{own}"], values[f"{field}_{other}"]
    return Passage(second, other) if first and second and first != second else Passage("")


def of_either(text: str) -> Passage:
    """A text that is kept in one language only, and nobody said which."""
    lang = "ko" if HANGUL.search(text) and get_language() != "ko" else ""
    return Passage(text, lang)


def of_row(row: Any, field: str) -> Passage:
    return passage(_both(row, field), field)


def beside_of_row(row: Any, field: str) -> Passage:
    return beside(_both(row, field), field)


def _both(row: Any, field: str) -> dict[str, str]:
    return {f"{field}_{code}": getattr(row, f"{field}_{code}") for code in LANGUAGES}


def _order() -> tuple[str, str]:
    return ("en", "ko") if get_language() == "en" else ("ko", "en")
