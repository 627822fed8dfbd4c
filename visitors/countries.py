"""The countries of ISO 3166 by name, in both languages; the names are those of CLDR."""

import csv
from functools import cache
from pathlib import Path

FILE = Path(__file__).with_suffix(".csv")
FIRST = "KR"


@cache
def named(language: str) -> list[tuple[str, str]]:
    """Code and name, by name; the fair's own country first."""
    rows = _rows()
    names = [(code, row["en" if language == "en" else "ko"]) for code, row in rows.items()]
    return sorted(names, key=lambda pair: (pair[0] != FIRST, pair[1]))


def name(code: str, language: str) -> str:
    """Nothing for no country, and for a code that is none."""
    row = _rows().get(code)
    return row["en" if language == "en" else "ko"] if row else ""


@cache
def _rows() -> dict[str, dict[str, str]]:
    with FILE.open(encoding="utf-8", newline="") as file:
        return {row["code"]: row for row in csv.DictReader(file)}
