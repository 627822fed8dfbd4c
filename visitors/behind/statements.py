"""The SQL of the rows behind a number: what each scan was, says the count itself.

rules → identities → all_scans → readings → evidence → told
"""

from functools import cache
from pathlib import Path

from visitors.attendance import statements
from visitors.extracts.pseudonyms import expression

SQL = Path(__file__).parent / "sql"
OF_SCANS = {  # figure → (which scans, what each counts)
    "entries": ("passes_in AND is_visitor AND person_id IS NOT NULL", "1"),
    "heads_in": ("passes_in", "heads"),
    "heads_out": ("passes_out", "heads"),
    "repeats": ("is_repeat AND day IS NOT NULL", "1"),
    "conflicts": ("is_conflict", "1"),
    "refused": ("is_refused AND NOT is_voided", "1"),
    "voided": ("is_voided", "1"),
}
OF_VISITS = {  # figure → which visits
    "visits": "true",
    "visitors": "day = first_day",
    "first_visits": "day = first_day",
    "repeat": "day > first_day",
    "repeat_visits": "day > first_day",
}
WORDS = {"badge": expression("b", "told.ticket_id"), "person": expression("p", "told.person_id")}


@cache
def page(figure: str) -> str:
    """Some rows after a key, and beside each how many there are and what they sum to."""
    return _with_evidence(figure) + _part("told") + _part("page")


@cache
def everything(figure: str) -> str:
    """Every row, in order."""
    return _with_evidence(figure) + _part("told") + _part("everything")


def _with_evidence(figure: str) -> str:
    if figure in OF_SCANS:
        which, weight = OF_SCANS[figure]
        evidence = _part("scans", which=which, weight=weight)
    elif figure in OF_VISITS:
        evidence = _part("visits", which=OF_VISITS[figure])
    else:
        evidence = _part(figure)
    return statements.read_known() + evidence


def _part(name: str, **words: str) -> str:
    return (SQL / f"{name}.sql").read_text(encoding="utf-8").format(**WORDS, **words)
