"""What is held of those who run the fair, and of all it writes to: accounts, mails, records."""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from expo import mails
from expo.models import Edition, Incident, LookReview, Mail, Mailing
from expo.retention import accounts, emptying, periods, shapes
from expo.retention.registry import Batch, Rule, real_time, register

QUARTER = timedelta(days=90)
THREE_YEARS = timedelta(days=periods.THREE_YEARS)
NOTHING_SAID = {"what": "", "items": "", "measures": ""}
NOTED = {"note": emptying.NOTHING}
WRITTEN = {"subject_ko": "", "subject_en": "", "text_ko": "", "text_en": ""}

NIGHTLY = _("The nightly task")
ACCOUNTABLE = _("The duty to account for the protection of personal data")


def _kept_mails(edition: Edition) -> QuerySet[Mail]:
    return Mail.objects.filter(edition=edition, erased_at=None)


def _mails_of_no_fair(edition: Edition, at: datetime) -> QuerySet[Mail]:
    """Passwords that were forgotten and the like; the latest edition certifies them."""
    rows = Mail.objects.filter(edition=None, erased_at=None, made_at__lte=at - QUARTER)
    return rows if accounts.is_latest(edition) else rows.none()


def _mails(code: str) -> Any:
    def erase(batch: Batch) -> dict[str, int]:
        return {code: mails.erase(Mail.objects.filter(pk__in=batch.keys))}

    return erase


def _mailings(edition: Edition) -> QuerySet[Mailing]:
    return Mailing.objects.filter(edition=edition).filter(shapes.holding(WRITTEN))


def _incidents(edition: Edition, at: datetime) -> QuerySet[Incident]:
    rows = Incident.objects.of(edition).filter(closed_at__lte=at - THREE_YEARS)
    return rows.filter(shapes.holding(NOTHING_SAID))


def _reviews(edition: Edition, at: datetime) -> QuerySet[LookReview]:
    rows = LookReview.objects.filter(edition=edition, reviewed_at__lte=at - THREE_YEARS)
    return rows.filter(shapes.holding(NOTED))


MAIL_FIELDS = tuple(f"expo.Mail.{name}" for name in ("recipient", "subject", "facts", "error"))

register(
    Rule(
        code=accounts.ACCOUNT,
        kind=_("Accounts of organisers, of the door and of exhibitors: mail address and name"),
        fields=accounts.FIELDS,
        purpose=_("To log in, and to know who was given which right"),
        basis=_("The record of who was granted access, which is kept for three years"),
        period=_("Three years after the last fair that the account had a role in"),
        eraser=NIGHTLY,
        due=accounts.due,
        erase=accounts.erase,
        ends_at=periods.three_years_after,
    ),
    Rule(
        code="expo.mail",
        kind=_("Mails of the fair: address, subject, what it was about, errors"),
        fields=MAIL_FIELDS,
        purpose=_("To send it, and to see whether it arrived"),
        basis=_("That of the data it tells of"),
        period=_("%(days)s days after the last show day"),
        eraser=_("The nightly task; together with the person"),
        due=shapes.from_(periods.end, _kept_mails),
        erase=_mails("expo.mail"),
        ends_at=periods.end,
    ),
    Rule(
        code="expo.mail_of_no_fair",
        kind=_("Mails about accounts, such as a forgotten password"),
        fields=MAIL_FIELDS,
        purpose=_("To send it, and to see whether it arrived"),
        basis=_("The account that asked for it"),
        period=_("90 days after it was made"),
        eraser=NIGHTLY,
        due=_mails_of_no_fair,
        erase=_mails("expo.mail_of_no_fair"),
        clock=real_time,
    ),
    Rule(
        code="expo.mailing",
        kind=_("Mails written to many: subject and text"),
        fields=tuple(f"expo.Mailing.{name}" for name in WRITTEN),
        purpose=_("To see what was told"),
        basis=_("The organisers' own writing; a name in it would be a mistake"),
        period=_("One year after the last show day"),
        eraser=NIGHTLY,
        due=shapes.from_(periods.a_year_after, _mailings),
        erase=shapes.emptied("expo.mailing", Mailing, WRITTEN),
        ends_at=periods.a_year_after,
    ),
    Rule(
        code="expo.incident",
        kind=_("Incidents: what happened, which items, what was done"),
        fields=tuple(f"expo.Incident.{name}" for name in NOTHING_SAID),
        purpose=_("To tell the people concerned and the authority"),
        basis=ACCOUNTABLE,
        period=_("Three years after it was closed"),
        eraser=NIGHTLY,
        due=_incidents,
        erase=shapes.emptied("expo.incident", Incident, NOTHING_SAID),
        clock=real_time,
    ),
    Rule(
        code="expo.look_review",
        kind=_("Reviews of the access log: what was found"),
        fields=("expo.LookReview.note",),
        purpose=_("To show that the log was looked through"),
        basis=ACCOUNTABLE,
        period=_("Three years after the review"),
        eraser=NIGHTLY,
        due=_reviews,
        erase=shapes.emptied("expo.look_review", LookReview, NOTED),
        clock=real_time,
    ),
    Rule(
        code="expo.session",
        kind=_("Sessions of those who are logged in"),
        fields=("sessions.Session.session_data",),
        purpose=_("To stay logged in from page to page"),
        basis=_("The account that asked for it"),
        period=_("Until the log-off, at most 8 hours"),
        eraser=_("The log-off; the nightly task clears what ran out"),
    ),
)
