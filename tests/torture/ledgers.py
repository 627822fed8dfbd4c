"""What a writer was told was committed, line by line: the truth that the database must hold."""

import json
from collections import defaultdict
from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path
from typing import TextIO


class What(StrEnum):
    """What can have been committed, or not, in the words of the report."""

    SCANS = "scans committed"
    LATE = "of them told late"
    AGAIN = "of them sent again"
    STAYED_OPEN = "of them in transactions that stayed open"
    ROLLED_BACK = "scans rolled back"
    VOIDS = "scans voided"
    MERGES = "merges"
    PARTED = "merges undone"
    NAMED = "groups named, or nameless again"
    ADJUSTMENTS = "class adjustments"
    READJUSTED = "class adjustments undone"
    TWICE = "messages sent twice"


Told = dict[str, list[str]]
"""What happened → the ids of the rows it happened to."""


class Ledger:
    """A writer's own file. A line is written only once the transaction has committed."""

    def __init__(self, file: TextIO) -> None:
        self.file = file

    def write(self, told: Told) -> None:
        self.file.write(json.dumps(told) + "\n")
        self.file.flush()


def read(paths: Iterable[Path]) -> Told:
    """All that all of them were told, in one."""
    told: Told = defaultdict(list)
    for path in paths:
        for line in path.read_text().splitlines():
            for what, ids in json.loads(line).items():
                told[what] += ids
    return told
