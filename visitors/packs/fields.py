"""Reading single values of a pack strictly: what is not plainly right is refused, never guessed.

All raise ValueError with a sentence about the value; who calls knows file and line.
"""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from typing import TypeVar

from visitors.packs.faults import shown

LONGEST_NUMBER = 9  # digits

Known = TypeVar("Known")


def moment(name: str, text: str) -> datetime:
    """An ISO 8601 time with its offset, as UTC."""
    return told_moment(name, text).astimezone(UTC)


def told_moment(name: str, text: object) -> datetime:
    """The same with the offset it was told with."""
    try:
        at = datetime.fromisoformat(text)  # type: ignore[arg-type]  # a TypeError is caught
        at.astimezone(UTC)  # some moments of the years 1 and 9999 have no UTC
    except (TypeError, ValueError, OverflowError) as error:
        raise ValueError(f"{name} {shown(text)} is no ISO 8601 time.") from error
    if at.tzinfo is None:
        raise ValueError(f"{name} {shown(text)} has no offset from UTC.")
    return at


def day(name: str, text: object) -> date:
    try:
        return date.fromisoformat(text)  # type: ignore[arg-type]  # a TypeError is caught
    except (TypeError, ValueError) as error:
        raise ValueError(f"{name} {shown(text)} is no ISO 8601 date.") from error


def hour(name: str, text: object) -> time:
    """A local time such as 09:30."""
    try:
        at = time.fromisoformat(text)  # type: ignore[arg-type]  # a TypeError is caught
    except (TypeError, ValueError) as error:
        raise ValueError(f"{name} {shown(text)} is no time of day such as 09:30.") from error
    if at.tzinfo is not None:
        raise ValueError(f"{name} {shown(text)} is not a local time.")
    return at


def number(name: str, text: str, *, least: int) -> int:
    """A whole number in plain digits."""
    if not (text.isascii() and text.isdigit()) or len(text) > LONGEST_NUMBER or int(text) < least:
        raise ValueError(f"{name} {shown(text)} is no whole number from {least} on.")
    return int(text)


def one_of(name: str, text: str, known: Mapping[str, Known]) -> Known:
    try:
        return known[text]
    except KeyError as error:
        raise ValueError(f"{name} {shown(text)} is none of {', '.join(known)}.") from error


def named(name: str, text: str) -> str:
    """Not empty."""
    if not text:
        raise ValueError(f"{name} is empty.")
    return text
