"""Asking for a mail, and asking for it again."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from expo.errors import Conflict
from expo.mails.faults import Fault
from expo.models import Edition, Mail, Mailing, MailState
from expo.models.mail import MailQuerySet

AT_ONCE = 5000


class StillWaiting(Conflict):
    code = "mail_still_waiting"
    message = _("This mail is still waiting: it is sent without your doing.")


class MailErased(Conflict):
    code = "mail_erased"
    message = _("Nothing is left of this mail but that there was one.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """What is to be told to whom. `facts` are ids and words for the composer of that kind, never
    a secret. A letter with a `key` is sent once, however often it is queued. `about` says whose
    data it holds, as person:12: they are erased together."""

    kind: str
    recipient: str
    language: str = "ko"
    facts: Mapping[str, Any] = field(default_factory=dict)
    edition: Edition | None = None
    mailing: Mailing | None = None
    about: str = ""
    key: str | None = None
    due_at: datetime | None = None


def queue(letter: Letter) -> Mail:
    """Have the letter sent once the caller's transaction is committed. Its door may hurry it with
    `expo.tasks.hurry_mails`."""
    asked = _asked(letter)
    if letter.key is None:
        return Mail.objects.create(**asked)
    return Mail.objects.get_or_create(key=letter.key, defaults=asked)[0]


def queue_all(letters: Iterable[Letter], *, a_second: int) -> int:
    """The same for many thousands in a few statements, so many of them due each second; how many
    there are. None of their keys may be known yet."""
    now = timezone.now()
    rows = [
        Mail(
            **{
                **_asked(letter),
                "key": letter.key,
                "due_at": now + timedelta(seconds=number // a_second),
            }
        )
        for number, letter in enumerate(letters)
    ]
    Mail.objects.bulk_create(rows, batch_size=AT_ONCE)
    return len(rows)


def call_back(rows: MailQuerySet) -> int:
    """Send none of those that still wait; how many. One that is being handed over in this moment
    goes on."""
    waiting = rows.waiting().exclude(error__startswith=Fault.BEGUN)
    return waiting.update(state=MailState.FAILED, error=Fault.CALLED_BACK.value)


def _asked(letter: Letter) -> dict[str, Any]:
    return {
        "kind": letter.kind,
        "recipient": letter.recipient,
        "language": letter.language,
        "facts": dict(letter.facts),
        "edition": letter.edition,
        "mailing": letter.mailing,
        "about": letter.about,
        "due_at": letter.due_at or timezone.now(),
    }


@transaction.atomic
def send_again(mail: Mail) -> Mail:
    """Have a mail that was sent or given up sent anew, now. Raises StillWaiting, MailErased."""
    fresh = Mail.objects.select_for_update().get(pk=mail.pk)
    if fresh.state == MailState.WAITING:
        raise StillWaiting
    if fresh.erased_at is not None:
        raise MailErased
    fresh.state, fresh.sent_at = MailState.WAITING, None
    fresh.attempts, fresh.error, fresh.due_at = 0, "", timezone.now()
    fresh.save(update_fields=["state", "sent_at", "attempts", "error", "due_at"])
    return fresh
