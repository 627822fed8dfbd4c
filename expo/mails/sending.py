"""The worker's part: mails are handed to the mail server one after the other, by one worker.

Before a mail is handed over its row says that this has begun, for no transaction can span a mail
server. A worker that dies in between leaves that word behind; the next attempt carries the same
Message-ID and says, once it is through, that the mail may have arrived twice."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from email.utils import parseaddr

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.utils import timezone

from expo import locks
from expo.mails import erasing, faults
from expo.mails.composing import NotNeeded, composed
from expo.mails.faults import Failure, Fault
from expo.models import Mail, MailState

logger = logging.getLogger(__name__)

LOCK = str(0x6D61696C)  # "mail"
AT_MOST = 200
"""Mails in one go; the next sweep goes on."""

PAUSES = [timedelta(minutes=minutes) for minutes in (1, 2, 5, 15)]
LONGEST_PAUSE = timedelta(hours=1)
ATTEMPTS = len(PAUSES) + 24
"""A day of trying. An hour's pause at the end spares a server that has been down for long."""

LEASE = timedelta(minutes=10)
"""After that an attempt that told no end is made again: longer than any conversation takes."""

HELD_BACK = timedelta(seconds=30)
"""How long all others wait when the server is not there for one."""


def send_due(at_most: int = AT_MOST) -> int:
    """Hand over what is due, the oldest first; how many the server took. None of them while
    another worker is at it: that one goes on until nothing is due."""
    taken = 0
    with locks.alone(LOCK) as is_ours, _server() as server:
        for _ in range(at_most if is_ours else 0):
            mail = _claim()
            if mail is None:
                break
            failure = _hand_over(mail, server)
            taken += failure is None
            if failure and failure.fault in {Fault.UNREACHABLE, Fault.BROKEN}:
                _hold_back()
                break
    return taken


@contextmanager
def _server() -> Iterator[BaseEmailBackend]:
    """One conversation for all mails; opened by the first."""
    server: BaseEmailBackend = get_connection()
    try:
        yield server
    finally:
        _hang_up(server)


@transaction.atomic
def _claim() -> Mail | None:
    """The mail that has waited longest, marked as begun before anything leaves the house."""
    now = timezone.now()
    mail = _next(now)
    if mail is None:
        return None
    begun = Failure(Fault.BEGUN, is_in_doubt=faults.may_have_arrived(mail))
    mail.attempts += 1
    mail.due_at, mail.error = now + LEASE, str(begun)
    mail.save(update_fields=["attempts", "due_at", "error"])
    return mail


def _next(now: datetime) -> Mail | None:
    """What was written to one goes before what was written to many: nobody waits for his ticket
    behind thirty thousand reminders."""
    waiting = Mail.objects.due(now).select_for_update(skip_locked=True).order_by("due_at", "pk")
    return waiting.filter(mailing=None).first() or waiting.first()


def _hand_over(mail: Mail, server: BaseEmailBackend) -> Failure | None:
    """None when the server took it. Whatever is wrong with one mail, the next comes."""
    failure = _failure(mail, server)
    _keep(mail, failure)
    return failure


def _failure(mail: Mail, server: BaseEmailBackend) -> Failure | None:
    try:
        message = _message(mail, server)
    except NotNeeded as reason:
        return Failure(Fault.NOT_NEEDED, str(reason))
    except Exception:
        logger.exception("Mail %s cannot be composed.", mail.uuid)
        return Failure(Fault.DEFECT)
    try:
        server.open()
    except OSError as error:
        return Failure(Fault.UNREACHABLE, str(error))
    try:
        server.send_messages([message])
    except (OSError, ValueError) as error:
        _hang_up(server)
        return faults.of(error)
    return None


def _message(mail: Mail, server: BaseEmailBackend) -> EmailMultiAlternatives:
    said = composed(mail)
    mail.subject = said.subject
    _, _, house = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")
    message = EmailMultiAlternatives(
        said.subject,
        said.text,
        to=[mail.recipient],
        headers={
            "Message-ID": f"<{mail.uuid}@{house}>",
            "Content-Language": mail.language,
            "Auto-Submitted": "auto-generated",
            **said.headers,
        },
        connection=server,
    )
    message.attach_alternative(said.html, "text/html")
    for file in said.attachments:
        message.attach(file.name, file.content(), file.type)
    return message


def _keep(mail: Mail, failure: Failure | None) -> None:
    """Say how the attempt ended, and when the next one is."""
    now, in_doubt = timezone.now(), faults.is_in_doubt(mail)
    if failure is None:
        mail.state, mail.sent_at = MailState.SENT, now
        mail.error = str(Fault.PERHAPS_TWICE.value) if in_doubt else ""
    else:
        mail.error = str(failure._replace(is_in_doubt=in_doubt))
        is_over = failure.fault in faults.FINAL or mail.attempts >= ATTEMPTS
        mail.state = MailState.FAILED if is_over else MailState.WAITING
        mail.due_at = now + _pause(mail.attempts)
    if not _kept(mail):
        return
    if mail.state != MailState.WAITING and erasing.is_forgotten_once_sent(mail.kind):
        erasing.erase(Mail.objects.filter(pk=mail.pk))


def _kept(mail: Mail) -> bool:
    """Whether the row takes it. Of one that was erased meanwhile it is told that it was sent."""
    rows, sent = Mail.objects.filter(pk=mail.pk), {"state": mail.state, "sent_at": mail.sent_at}
    told = {"error": mail.error, "due_at": mail.due_at, "subject": mail.subject}
    if rows.filter(erased_at=None).update(**sent, **told):
        return True
    if mail.state == MailState.SENT:
        rows.update(**sent)
    return False


def _pause(attempts: int) -> timedelta:
    return PAUSES[attempts - 1] if attempts <= len(PAUSES) else LONGEST_PAUSE


def _hold_back() -> None:
    """A server that is not there for one is not there for the others: spare them the attempt."""
    now = timezone.now()
    Mail.objects.due(now).update(due_at=now + HELD_BACK)


def _hang_up(server: BaseEmailBackend) -> None:
    try:
        server.close()
    except OSError:
        logger.info("The mail server hung up first.")
