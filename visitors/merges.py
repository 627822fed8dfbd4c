"""Two registrations that turn out to be one human: noted by a row, undone by ending it."""

from collections.abc import Iterator
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from expo.errors import Conflict, Refused
from expo.models import Account, Edition
from visitors.models import Merge, Person


class AlreadyMerged(Conflict):
    code = "already_merged"
    message = _("This person has already been merged.")


class SamePerson(Refused):
    code = "same_person"
    message = _("These two are one person already.")


class OtherEdition(Refused):
    code = "other_edition"
    message = _("The two belong to different editions.")


@transaction.atomic
def merge(merged: Person, kept: Person, *, at: datetime, by: Account | None = None) -> Merge:
    """Count `merged` as `kept`; both tickets stay valid.

    Raises OtherEdition, AlreadyMerged, and SamePerson where a ring of merges would close."""
    if merged.edition_id != kept.edition_id:
        raise OtherEdition
    _lock(merged.edition_id)
    if Merge.objects.standing().filter(merged=merged).exists():
        raise AlreadyMerged
    if merged.pk in _chain(kept.pk):
        raise SamePerson
    return Merge.objects.create(
        edition=merged.edition, merged=merged, kept=kept, merged_at=at, merged_by=by
    )


@transaction.atomic
def undo(merge_: Merge, *, at: datetime) -> Merge:
    """Count the two apart again; again is no error."""
    fresh = Merge.objects.select_for_update().get(pk=merge_.pk)
    if fresh.undone_at is None:
        fresh.undone_at = at
        fresh.save(update_fields=["undone_at"])
    return fresh


def _lock(edition: int) -> None:
    """One merge at a time per edition: two at once could close a ring that neither sees."""
    Edition.objects.select_for_update(no_key=True).get(pk=edition)


def _chain(person: int | None) -> Iterator[int]:
    """The person, whom it is merged into, whom that one is merged into, and so on."""
    while person is not None:
        yield person
        standing = Merge.objects.standing().filter(merged=person)
        person = standing.values_list("kept", flat=True).first()
