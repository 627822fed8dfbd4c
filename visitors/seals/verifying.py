"""Walking the chain from its first link on, in one view of the database. It only reads."""

from collections.abc import Callable, Iterator
from itertools import chain, repeat
from typing import Any

from django.db import connection

from expo.models import Edition
from visitors import sealing
from visitors.seals import findings, lines, links
from visitors.seals.findings import Finding, Kind, Report
from visitors.seals.links import Found
from visitors.transactions import one_view, server

AT_ONCE = 1_000

Progress = Callable[[int, int], None]
"""Hears how many links are done, and of how many."""


def verify(
    edition: Edition,
    *,
    published: bytes | None = None,
    progress: Progress = lambda done, of: None,
) -> Report:
    """Compare every check-in with its signature and, if it is sealed, with its link.

    `published` is a head that somebody was given: it must still be one of the links."""
    with one_view():
        _without_compiling()
        walk = Walk(edition, published)
        walk.along_the_chain(progress)
        walk.beside_the_chain()
    return walk.report


def _without_compiling() -> None:
    """Each query brings a few rows; compiling it first would take longer than running it."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL jit = off")


class Walk:
    """From link to link, with what must be known of those before."""

    def __init__(self, edition: Edition, published: bytes | None) -> None:
        self.edition, self.published = edition, published
        self.is_our_key = _is_our_key(edition)
        self.report = Report(edition.slug)
        self.last: Found | None = None
        self.is_unbroken = True

    def along_the_chain(self, progress: Progress) -> None:
        """Every link, and what it holds."""
        if not self.is_our_key:
            self.report.add(Finding(Kind.OTHER_KEY, findings.OTHER_KEY))
        is_head_there, last_number = self.published is None, links.last_number(self.edition.pk)
        for found in links.of(self.edition.pk):
            is_head_there |= found.hash == self.published
            self._look_at(found)
            progress(found.link.number, last_number)
        if not is_head_there:
            self.report.add(Finding(Kind.HEAD_MISSING, findings.HEAD_MISSING))

    def beside_the_chain(self) -> None:
        """Every check-in that no link holds: it must be ours, and new."""
        for checkin, was_seen in _unheld(self.edition, self._reliably_seen()):
            self.report.unsealed += 1
            if self._is_foreign(checkin):
                self._accuse(Kind.INSERTED, findings.NOT_OURS, checkin.id)
            elif was_seen:
                self._accuse(Kind.INSERTED, findings.HIDDEN, checkin.id)

    def _look_at(self, found: Found) -> None:
        self._check_place(found)
        is_whole = self._check_content(found)
        self._compare(found, is_whole=is_whole)
        self.report.links += 1
        self.report.checkins += found.link.size
        self.report.head = found.hash.hex()
        self.last = found

    def _check_place(self, found: Found) -> None:
        expected = self.last.link.number + 1 if self.last else 1
        before = self.last.hash if self.last else sealing.BEGINNING
        if found.link.number != expected:
            detail = findings.LINKS_MISSING.format(expected, found.link.number - 1)
            self._accuse_link(Kind.LINKS_MISSING, detail, found)
        elif found.link.previous != before:
            self._accuse_link(Kind.LINK_CHANGED, findings.LINK_NOT_NEXT, found)

    def _check_content(self, found: Found) -> bool:
        if not found.has_its_hash:
            self._accuse_link(Kind.LINK_CHANGED, findings.LINK_NOT_OF_ITS_HASH, found)
        elif self.is_our_key and not found.is_ours:
            self._accuse_link(Kind.LINK_CHANGED, findings.LINK_NOT_OURS, found)
        else:
            return True
        return False

    def _compare(self, found: Found, *, is_whole: bool) -> None:
        """The digests of a link that was changed prove nothing; signatures still do."""
        digests = found.digests if is_whole else repeat(None)
        for held, digest in zip(links.held_by(found), digests, strict=False):
            if held.checkin is None:
                self._accuse(Kind.REMOVED, findings.REMOVED, held.id, found)
            elif digest is not None and held.checkin.digest != digest:
                self._accuse(Kind.CHANGED, findings.CHANGED, held.id, found)
            elif self._is_foreign(held.checkin):
                self._accuse(Kind.INSERTED, findings.NOT_OURS, held.id, found)

    def _is_foreign(self, checkin: lines.Written) -> bool:
        return self.is_our_key and not checkin.is_ours

    def _reliably_seen(self) -> str | None:
        """The snapshot of the last link, if it is ours and no link is missing it speaks for. One of
        another server, whose dump was restored here, tells nothing until the next link."""
        if self.last is None or not (self.is_our_key and self.is_unbroken):
            return None
        return self.last.link.snapshot if self.last.link.server == server() else None

    def _accuse_link(self, kind: Kind, detail: str, found: Found) -> None:
        self.is_unbroken = False
        self.report.add(Finding(kind, detail, seal=found.link.number))

    def _accuse(self, kind: Kind, detail: str, checkin: str, found: Found | None = None) -> None:
        gate, scanned_at = (None, None) if self.report.is_full else _known_of(checkin)
        number = found.link.number if found else None
        self.report.add(Finding(kind, detail, number, checkin, gate, scanned_at))


def _is_our_key(edition: Edition) -> bool:
    """Whether any signature fits; that a single one does not proves nothing."""
    looked_at = 0
    fitting = chain(
        (found.is_ours for found in links.of(edition.pk)),
        (checkin.is_ours for checkin in _checkins(edition)),
    )
    for fits in fitting:
        if fits:
            return True
        looked_at += 1
    return looked_at < 2


def _checkins(edition: Edition) -> Iterator[lines.Written]:
    for row in _stream(ALL, {"edition": edition.pk}):
        yield lines.read(row)


def _unheld(edition: Edition, seen: str | None) -> Iterator[tuple[lines.Written, bool]]:
    """What no link holds, in order of receipt, and whether the chain had seen its transaction."""
    for row in _stream(UNHELD, {"edition": edition.pk, "seen": seen}):
        yield lines.read(row), row[lines.WIDTH]


def _stream(statement: str, given: dict[str, Any]) -> Iterator[tuple[Any, ...]]:
    with connection.chunked_cursor() as cursor:
        cursor.execute(statement, given)
        while rows := cursor.fetchmany(AT_ONCE):
            yield from rows


def _known_of(checkin: str) -> tuple[str | None, str | None]:
    """Its gate and its time, as text: nobody knows what was written there."""
    with connection.cursor() as cursor:
        cursor.execute(KNOWN, [checkin])
        gate, scanned_at = cursor.fetchone() or (None, None)
        return gate, scanned_at


ALL = f"""
SELECT {lines.COLUMNS} FROM visitors_checkin AS scan WHERE scan.edition_id = %(edition)s
"""  # noqa: S608  # put together from our own words

# No snapshot tells of what this transaction has written itself.
UNHELD = f"""
SELECT {lines.COLUMNS}, coalesce(
    pg_visible_in_snapshot(scan.xid, %(seen)s::pg_snapshot)
    AND scan.xid IS DISTINCT FROM pg_current_xact_id_if_assigned(),
    false
)
FROM visitors_checkin AS scan
WHERE scan.edition_id = %(edition)s AND {lines.HELD_BY_NO_LINK}
ORDER BY scan.received_at, scan.id
"""  # noqa: S608  # put together from our own words

KNOWN = """
SELECT gate.code, to_json(scan.scanned_at) #>> '{}'
FROM visitors_checkin AS scan
LEFT JOIN visitors_gate AS gate ON gate.id = scan.gate_id
WHERE scan.id = %s::uuid
"""
