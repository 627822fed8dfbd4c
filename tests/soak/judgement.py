"""Whether all is there, once, and counted: a sentence for each difference."""

from collections.abc import Iterator
from itertools import islice

from expo.models import Edition
from tests.soak import gauges
from tests.soak.scanners import Scanner
from visitors import attendance, seals
from visitors.models import CheckIn

SHOWN = 3


def differences(edition: Edition, scanners: list[Scanner]) -> list[str]:
    """Empty when all is well. Nobody else may count or seal meanwhile."""
    found = [*_told(scanners), *_stored(edition, scanners)]
    attendance.catch_up(edition.pk)
    found += map(str, islice(attendance.reconcile(edition.pk), SHOWN))
    while seals.seal_new(edition.pk):
        pass
    report = seals.verify(edition)
    found += map(str, islice(report.findings, SHOWN))
    if report.unsealed:
        found.append(f"{report.unsealed} scans are not sealed.")
    return found


def left_open() -> list[str]:
    """Transactions that somebody began and went away from."""
    left = gauges.open_transactions()
    return [f"{left} transactions were left open."] if left else []


def _told(scanners: list[Scanner]) -> Iterator[str]:
    for scanner in scanners:
        if scanner.held:
            yield f"A scanner still holds {len(scanner.held)} scans."
        for fault in islice(scanner.faults, SHOWN):
            yield f"A scan was not admitted: {fault}"
        for trouble, times in scanner.troubles.items():
            yield f"No answer, {times} times: {trouble}"
        if len(scanner.stored) != len({*scanner.stored}):
            yield "A scan was taken off the queue twice."


def _stored(edition: Edition, scanners: list[Scanner]) -> Iterator[str]:
    rows = CheckIn.objects.filter(edition=edition, device__name__startswith="soak ")
    stored = {str(key) for key in rows.values_list("pk", flat=True)}
    made = {key for scanner in scanners for key in scanner.made}
    answered = {key for scanner in scanners for key in scanner.stored}
    for words, keys in (
        ("made and not stored", made - stored),
        ("stored and not made", stored - made),
        ("stored and not answered", stored - answered),
        ("answered and not stored", answered - stored),
    ):
        if keys:
            yield f"{len(keys)} scans were {words}, such as {min(keys)}."
