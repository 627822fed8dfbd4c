"""Mails without anybody: what is left of one is that it was sent, when, and of which kind."""

from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db.models import Case, F, Value, When
from django.utils import timezone

from expo.models import MailState
from expo.models.mail import MailQuerySet

_forgotten: set[str] = set()

UUID_FILE = len(f"{UUID(int=0)}.eml")
"""Letters at the end of the name of a mail's file: its number and the ending."""


def forget_once_sent(*kinds: str) -> None:
    """Have mails of these kinds erased as soon as nothing more is done about them: they go to an
    address that nobody has a reason to keep. Stands beside their composers."""
    _forgotten.update(kinds)


def is_forgotten_once_sent(kind: str) -> bool:
    return kind in _forgotten


def erase(rows: MailQuerySet) -> int:
    """Empty all that these mails tell of anybody, and send none of them that still waits; how many
    there were to empty. Composing one afterwards raises NotNeeded or finds nobody."""
    _destroy_files(rows)
    waits = When(state=MailState.WAITING, then=Value(MailState.FAILED.value))
    return rows.filter(erased_at=None).update(
        state=Case(waits, default=F("state")),
        recipient="",
        subject="",
        error="",
        facts={},
        erased_at=timezone.now(),
    )


def _destroy_files(rows: MailQuerySet) -> None:
    """Those that stand for mails where nothing leaves the machine."""
    folder = Path(settings.MAIL_FOLDER)
    if not folder.is_dir():
        return
    gone = {f"{uuid}.eml" for uuid in rows.filter(erased_at=None).values_list("uuid", flat=True)}
    for file in folder.iterdir():
        if file.name[-UUID_FILE:] in gone:
            file.unlink(missing_ok=True)
