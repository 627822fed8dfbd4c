"""Streaming rows out of PostgreSQL as CSV. Memory stays flat at any number of scans."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from django.db import connection

from expo.models import Edition
from visitors.attendance import Knowledge, statements
from visitors.extracts.pseudonyms import Pseudonyms, expression

SQL = Path(__file__).parent / "sql"
AT_THE_FAIR = {"places": "area.kind = 'fair'"}
ELSEWHERE = {"places": "area.kind <> 'fair'"}  # a desk, which leads nowhere, is neither
FILES: dict[str, tuple[str, dict[str, str]]] = {
    "adjustments.csv": ("adjustments", {}),
    "badges.csv": ("badges", {}),
    "devices.csv": ("devices", {}),
    "gates.csv": ("gates", {}),
    "observations.csv": ("observations", {}),
    "other_scans.csv": ("scans", ELSEWHERE),
    "scans.csv": ("scans", AT_THE_FAIR),
}
WORDS = {
    "identities": statements.identities_known(),
    "badge": expression("b", "ticket_id"),
    "person": expression("p", "coalesce(roots.root_id, ticket.person_id)"),
    "merged_person": expression("p", "merged_id"),
    "kept_person": expression("p", "kept_id"),
    "operator": expression("o", "operator_id"),
    "account": expression("o", "account_id"),
}
TIME = 'YYYY-MM-DD"T"HH24:MI:SS.US"+00:00"'

Write = Callable[[bytes | memoryview], object]


@dataclass(frozen=True, slots=True)
class Extract:
    """An edition as known at a moment: what had been received, voided, merged, adjusted by then.

    Files of one extract use the same pseudonyms. They tell of one and the same moment only inside
    a transaction that sees one."""

    edition: Edition
    as_of: datetime
    pseudonyms: Pseudonyms = field(default_factory=Pseudonyms)

    def copy(self, file: str, write: Write) -> int:
        """Write the file of that name (`FILES`) piece by piece; return how many rows it has."""
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL jit = off; SET LOCAL work_mem = '128MB'")
            raw: Any = cursor.cursor  # Django's own wrapper does not know COPY
            with raw.copy(statement(file), self._parameters()) as copy:
                for piece in copy:
                    write(piece)
            rows: int = raw.rowcount
        return rows

    def _parameters(self) -> dict[str, Any]:
        given = {"edition": self.edition.pk, "as_of": self.as_of, "time": TIME}
        return given | Knowledge.at(self.as_of).parameters() | self.pseudonyms.parameters()


@cache
def statement(file: str) -> str:
    name, words = FILES[file]
    query = (SQL / f"{name}.sql").read_text(encoding="utf-8").format(**WORDS, **words)
    return f"COPY (\n{query}\n) TO STDOUT (FORMAT csv, HEADER)"
