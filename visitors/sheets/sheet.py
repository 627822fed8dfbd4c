"""What a ticket on paper says, as plain values in the language of whoever carries it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from visitors.classes import TicketClass


class Fact(NamedTuple):
    """A small caption, and what stands below it, line by line."""

    caption: str
    lines: Sequence[str]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One ticket. `code` is what the QR says; a sheet of nobody has no name."""

    code: str
    ticket_class: TicketClass
    class_word: str
    edition: str
    name: str
    facts: Sequence[Fact]
    notes_title: str
    notes: Sequence[str]
