"""Acknowledging: somebody saw the warning. Once, by whoever is first, and never taken back."""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from expo import editions
from expo.models import Account
from visitors.models import Acknowledgement, CapacityWarning, CapacityWatch, Level


@dataclass(frozen=True, slots=True)
class Seen:
    """`is_new`: the asker was the first; else it tells who was."""

    acknowledgement: Acknowledgement
    is_new: bool


@transaction.atomic
def acknowledge(warning: CapacityWarning, *, by: Account, note: str = "") -> Seen:
    """Say that the warning was seen, and what was done; told again, the first word stands.

    Who has seen that nobody more should come in has seen the caution that stands below it."""
    seen, is_new = _store(warning, by, note)
    if is_new:
        for lower in _below(warning):
            _store(lower, by, note)
        CapacityWatch.objects.filter(pk=warning.edition_id).update(version=F("version") + 1)
    return Seen(seen, is_new)


def _store(warning: CapacityWarning, by: Account, note: str) -> tuple[Acknowledgement, bool]:
    """Two at once: the second finds the row of the first."""
    return Acknowledgement.objects.select_related("acknowledged_by").get_or_create(
        warning=warning,
        defaults={
            "acknowledged_by": by,
            "at": editions.now(warning.edition),
            "real_at": timezone.now(),
            "note": note.strip(),
        },
    )


def _below(warning: CapacityWarning) -> list[CapacityWarning]:
    if warning.level != Level.STOP:
        return []
    standing = CapacityWarning.objects.standing().unacknowledged().select_related("edition")
    return list(standing.filter(area=warning.area_id, level=Level.WARNING).order_by("pk"))
