"""How a line of the log is written: nobody's address stands in it, and nothing that opens a page.

The product logs numbers alone; what others say is made so here. A database, for one, repeats the
row that it refuses, with the name in it."""

import logging
import re

REPEATED = re.compile(
    r"^(?:DETAIL|CONTEXT|QUERY|STATEMENT):.*?(?=^The above exception|^During handling|\Z)",
    re.MULTILINE | re.DOTALL,
)
"""What PostgreSQL adds to an error: the values it was about."""
ADDRESS = re.compile(r"[\w.+%-]+@[\w-]+(?:\.[\w-]+)+")
SECRET = re.compile(r"(/(?:ticket|register|unsubscribe|invitations?|dashboard/wall)/)[\w=:.-]{16,}")
"""The part of a path that whoever knows it may go on with."""


class Lines(logging.Formatter):
    """Says what the usual formatter says, without anybody in it."""

    def format(self, record: logging.LogRecord) -> str:
        return without_anybody(super().format(record))


def without_anybody(line: str) -> str:
    return SECRET.sub(r"\1…", ADDRESS.sub("…@…", REPEATED.sub("", line)))
