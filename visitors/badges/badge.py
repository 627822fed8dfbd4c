"""What a badge says, as plain values: whoever draws one asks nobody else."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from visitors.classes import TicketClass


class Words(NamedTuple):
    """The same in Korean and in English; a badge shows both, whoever reads it."""

    ko: str
    en: str


@dataclass(frozen=True, slots=True)
class Badge:
    """One badge. `code` is what the QR says, `digits` the end of the ticket's hexadecimal number.

    Days are both inclusive, or None where the edition has none. A badge without a name leaves a
    line to write it on. A group's has its `organisation` as its name, and `heads`."""

    code: str
    digits: str
    edition: Words
    ticket_class: TicketClass
    class_word: Words
    name: str = ""
    name_en: str = ""
    organisation: str = ""
    days: tuple[date, date] | None = None
    number: str = ""
    heads: int = 1

    @property
    def is_group(self) -> bool:
        return self.ticket_class is TicketClass.GROUP
