"""What is held of visitors, why, how long, and what ends it."""

from datetime import datetime, timedelta
from functools import partial

from django.db.models import CharField, Exists, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat
from django.utils.translation import gettext_lazy as _

from expo import mails
from expo.models import DestructionCause, Edition, Look, Mail
from expo.retention import Batch, Rule, accounts, emptying, periods, register, shapes
from expo.retention.registry import real_time
from visitors import envelopes, erasures
from visitors.models import (
    Acknowledgement,
    Adjustment,
    Approval,
    BadgeRun,
    Consent,
    ConsentKind,
    Person,
    Registration,
)

LATE_MAIL = "visitors.late_mail"
LOOK = "expo.look"
LOG_YEAR = timedelta(days=366)
"""A year of the log, leap years too: the database refuses to let an entry go before."""
MANY_PEOPLE = 50_000
"""From so many people on the log is kept for two years."""
NOT_APPROVED = "visitors.not_approved"
TIME_TO_ASK_BACK = timedelta(days=30)
PERSON_FIELDS = tuple(f"visitors.Person.{name}" for name in erasures.WORDS)
OPTIONAL_FIELDS = tuple(f"visitors.Person.{name}" for name in erasures.OPTIONAL)

CONTRACT = _("The consent to collection, for registering")
CONSENT = _("Its own consent, which may be refused")
PERIOD = _("%(days)s days after the last show day")
NIGHTLY = _("The nightly task")


def _people(edition: Edition) -> QuerySet[Person]:
    return Person.objects.of(edition).filter(erased_at=None).filter(_has(erasures.WORDS))


def _has(names: tuple[str, ...]) -> Q:
    return shapes.holding(dict.fromkeys(names, ""))


def _not_approved(edition: Edition, at: datetime) -> QuerySet[Person]:
    """People of whom nothing came but a refusal of a month ago, or who were still waiting a month
    after the fair."""
    end = periods.days_after_the_fair(edition, TIME_TO_ASK_BACK.days)
    theirs = Registration.objects.filter(person=OuterRef("pk"))
    refused = Q(approval=Approval.REFUSED, decided_at__lte=at - TIME_TO_ASK_BACK)
    waiting = Q(approval=Approval.WAITING) if end is not None and end <= at else Q(pk__in=[])
    others = theirs.exclude(refused | waiting)
    return _people(edition).filter(Exists(theirs.filter(refused | waiting)), ~Exists(others))


def _optional(edition: Edition, _at: datetime) -> QuerySet[Person]:
    """People who withdrew the consent to optional items and did not give it anew."""
    given = Consent.objects.filter(
        registration__person=OuterRef("pk"), text__kind=ConsentKind.OPTIONAL
    )
    withdrawn = Exists(given.filter(withdrawn_at__isnull=False))
    people = Person.objects.of(edition).filter(erased_at=None).filter(_has(erasures.OPTIONAL))
    return people.filter(withdrawn, ~Exists(given.filter(withdrawn_at=None)))


def _refusals(edition: Edition) -> QuerySet[Registration]:
    refused = Registration.objects.of(edition).exclude(refusal="")
    return refused.exclude(**erasures.REFUSED).order_by("pk")


ORDERED = {"title": "", "reason": ""}
REASON = {"reason": "–"}


def _badge_runs(edition: Edition) -> QuerySet[BadgeRun]:
    return BadgeRun.objects.of(edition).filter(shapes.holding(ORDERED))


def _adjustments(edition: Edition) -> QuerySet[Adjustment]:
    return Adjustment.objects.filter(edition=edition).filter(shapes.holding(REASON))


NOTED = {"note": ""}


def _acknowledgements(edition: Edition) -> QuerySet[Acknowledgement]:
    rows = Acknowledgement.objects.filter(warning__edition=edition)
    return rows.filter(shapes.holding(NOTED))


def _looks(edition: Edition, at: datetime) -> QuerySet[Look]:
    """Entries of the access log of that edition; the latest one has those of none."""
    years = 2 if Person.objects.of(edition).count() >= MANY_PEOPLE else 1
    none = Q(edition=None) if accounts.is_latest(edition) else Q(pk__in=[])
    return Look.objects.filter(Q(edition=edition) | none, at__lt=at - years * LOG_YEAR)


def _late_mails(edition: Edition, _at: datetime) -> QuerySet[Mail]:
    """Those that were queued in the very moment in which the data of their person was destroyed."""
    gone = Person.objects.of(edition).filter(erased_at__isnull=False)
    about = Concat(Value(envelopes.ABOUT_A_PERSON), Cast("pk", CharField()))
    return Mail.objects.filter(
        edition=edition, erased_at=None, about__in=gone.annotate(whose=about).values("whose")
    )


def _erase_late_mails(batch: Batch) -> dict[str, int]:
    return {LATE_MAIL: mails.erase(Mail.objects.filter(pk__in=batch.keys))}


def _erase_looks(batch: Batch) -> dict[str, int]:
    return {LOOK: emptying.remove(Look.objects.filter(pk__in=batch.keys))}


register(
    Rule(
        code=erasures.PERSON,
        kind=_("Visitors: name, mail address, telephone, organisation, job title"),
        fields=PERSON_FIELDS,
        purpose=_("To register, to send and check the ticket, to tell of changes"),
        basis=CONTRACT,
        period=PERIOD,
        eraser=_("The nightly task; at once when the person asks for it"),
        due=shapes.from_(periods.end, _people),
        erase=erasures.people,
        ends_at=periods.end,
    ),
    Rule(
        code=NOT_APPROVED,
        kind=_("Those whose registration was not approved: the same items"),
        fields=PERSON_FIELDS,
        purpose=_("To decide on the registration, and to answer questions about it"),
        basis=CONTRACT,
        period=_("30 days after the refusal; undecided, 30 days after the last show day"),
        eraser=NIGHTLY,
        due=_not_approved,
        erase=partial(erasures.people, code=NOT_APPROVED),
    ),
    Rule(
        code=erasures.OPTIONAL_ITEMS,
        kind=_("Visitors: optional items"),
        fields=OPTIONAL_FIELDS,
        purpose=_("The badge, statistics without names"),
        basis=CONSENT,
        period=_("Until the consent is withdrawn; at most %(days)s days after the last show day"),
        eraser=_("The withdrawal itself; the nightly task finds what was left"),
        due=_optional,
        erase=erasures.optional_items,
        cause=DestructionCause.WITHDRAWN,
    ),
    Rule(
        code="visitors.marketing",
        kind=_("Marketing: no item of its own, the mail address is used"),
        fields=(),
        purpose=_("News of this fair and of later ones"),
        basis=CONSENT,
        period=_("Until the consent is withdrawn; at most %(days)s days after the last show day"),
        eraser=_("From the withdrawal on nothing is sent; the address goes with the person"),
    ),
    Rule(
        code=erasures.REFUSAL,
        kind=_("Why a registration was not approved"),
        fields=("visitors.Registration.refusal",),
        purpose=_("To tell the person, and to decide alike"),
        basis=CONTRACT,
        period=PERIOD,
        eraser=_("The nightly task; together with the person"),
        due=shapes.from_(periods.end, _refusals),
        erase=shapes.emptied(erasures.REFUSAL, Registration, erasures.REFUSED),
        ends_at=periods.end,
    ),
    Rule(
        code=erasures.DRAFT,
        kind=_("Registrations being written"),
        fields=("visitors.RegistrationDraft.told",),
        purpose=_("To go on where one was, from step to step"),
        basis=_("The person's own act: nothing is sent off yet"),
        period=_("Some hours; nothing once it is finished"),
        eraser=_("The hourly task; together with the person"),
    ),
    Rule(
        code=erasures.BADGES,
        kind=_("Files of badges to print"),
        fields=("visitors.BadgeRun.file",),
        purpose=_("To print badges"),
        basis=CONTRACT,
        period=_("One day after printing"),
        eraser=_("The hourly task; together with a person in it"),
    ),
    Rule(
        code="visitors.badge_run",
        kind=_("Orders of badges: title and reason"),
        fields=("visitors.BadgeRun.title", "visitors.BadgeRun.reason"),
        purpose=_("To tell the orders apart, and why they were printed"),
        basis=CONTRACT,
        period=PERIOD,
        eraser=NIGHTLY,
        due=shapes.from_(periods.end, _badge_runs),
        erase=shapes.emptied("visitors.badge_run", BadgeRun, ORDERED),
        ends_at=periods.end,
    ),
    Rule(
        code="visitors.adjustment",
        kind=_("Why a badge counts in another class"),
        fields=("visitors.Adjustment.reason",),
        purpose=_("To account for the published figures"),
        basis=_("The audit of the figures; it never holds a name"),
        period=_("Three years after the last show day"),
        eraser=NIGHTLY,
        due=shapes.from_(periods.three_years_after, _adjustments),
        erase=shapes.emptied("visitors.adjustment", Adjustment, REASON),
        ends_at=periods.three_years_after,
    ),
    Rule(
        code="visitors.acknowledgement",
        kind=_("What was done when a place was too full"),
        fields=("visitors.Acknowledgement.note",),
        purpose=_("To account for the safety of the visitors"),
        basis=_("The duty to keep a crowd safe; a name in it would be a mistake"),
        period=_("Three years after the last show day"),
        eraser=NIGHTLY,
        due=shapes.from_(periods.three_years_after, _acknowledgements),
        erase=shapes.emptied("visitors.acknowledgement", Acknowledgement, NOTED),
        ends_at=periods.three_years_after,
    ),
    Rule(
        code=LATE_MAIL,
        kind=_("Mails to people whose data has been destroyed"),
        fields=tuple(f"expo.Mail.{name}" for name in ("recipient", "subject", "facts", "error")),
        purpose=_("None: they were written in the very moment of the destruction"),
        basis=CONTRACT,
        period=_("Until the next night"),
        eraser=NIGHTLY,
        due=_late_mails,
        erase=_erase_late_mails,
    ),
    Rule(
        code=LOOK,
        kind=_("The access log: who saw personal data, from which address, and why"),
        fields=("expo.Look.address", "expo.Look.reason"),
        purpose=_("To find out who saw what, and to review it monthly"),
        basis=_("The duty to keep an access log"),
        period=_("One year, two where the fair knows 50,000 people or more"),
        eraser=NIGHTLY,
        due=_looks,
        erase=_erase_looks,
        clock=real_time,
    ),
)
