"""Registrations that are being written: begun, kept step by step, finished once, then forgotten."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from expo.errors import Conflict
from expo.models import Edition
from visitors.classes import TicketClass
from visitors.models import Registration, RegistrationDraft
from visitors.registrations import advance
from visitors.registrations.advance import Application

Answers = dict[str, Any]
"""By step what was typed in its fields."""

ReadBack = Callable[[RegistrationDraft], Application]


class Finished(Conflict):
    code = "draft_finished"
    message = "This registration has been finished already."


def begin(edition: Edition, ticket_class: TicketClass, language: str) -> RegistrationDraft:
    return RegistrationDraft.objects.create(
        edition=edition, language=language, told={"ticket_class": ticket_class.value}
    )


@transaction.atomic
def keep(draft: RegistrationDraft, answers: Answers, *, language: str) -> RegistrationDraft:
    """Keep what was answered, by steps, in place of what was answered there before.

    Raises Finished: somebody pressed the last button in another window."""
    held = _held(draft)
    held.told = {**held.told, **answers}
    held.language = language
    held.save(update_fields=["told", "language", "touched_at"])
    return held


@transaction.atomic
def finish(draft: RegistrationDraft, read_back: ReadBack, *, at: datetime) -> Registration:
    """Register what was told, and forget that it was told. Pressed twice, also at once, it is one
    registration. Raises what `read_back` and `advance.register` raise; then nothing has changed."""
    try:
        held = _held(draft)
    except Finished:
        return Registration.objects.get(uuid=draft.registration_uuid)
    registration = advance.register(held.edition, read_back(held), at=at)
    held.told, held.registration, held.finished_at = {}, registration, timezone.now()
    held.save(update_fields=["told", "registration", "finished_at", "touched_at"])
    return registration


def forget_old() -> int:
    """Destroy drafts that nobody goes on with, and those that were finished a while ago; how
    many."""
    count, _rows = RegistrationDraft.objects.forgotten(timezone.now()).delete()
    return count


def _held(draft: RegistrationDraft) -> RegistrationDraft:
    """The row, locked. One that was forgotten meanwhile raises DoesNotExist."""
    rows = RegistrationDraft.objects.select_for_update(of=["self"]).select_related("edition")
    held = rows.get(pk=draft.pk)
    if held.finished_at is not None:
        raise Finished
    return held
