"""People erased: because they ask for it, because the period is over, or in part because a consent
was withdrawn. Rows, histories, mails, drafts and files go together, or not at all.

What remains is what names nobody: numbers, classes, times. Tickets stay as they are, so a door lets
in whoever still comes."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from django.db import connection, transaction
from django.db.models import Exists, F, OuterRef, Q, Value
from django.db.models.functions import Greatest, Lower

from expo import destructions, mails
from expo.models import Account, Destruction, DestructionCause, Mail
from expo.retention import emptying
from expo.retention.registry import Batch
from visitors import badge_runs, envelopes
from visitors.models import (
    BadgeRun,
    Consent,
    Lead,
    Merge,
    Person,
    Registration,
    RegistrationDraft,
    Ticket,
)
from visitors.registrations import details

WORDS = ("name", "name_en", "email", "phone", "organisation", "job_title")
OPTIONAL = details.OPTIONAL_ITEMS
REFUSED = {"refusal": emptying.NOTHING}

PERSON = "visitors.person"
OPTIONAL_ITEMS = "visitors.optional"
REFUSAL = "visitors.refusal"
DRAFT = "visitors.draft"
BADGES = "visitors.badge_file"
MAIL = "expo.mail"

Counts = dict[str, int]


@transaction.atomic
def erase(
    person: Person,
    *,
    cause: DestructionCause,
    by: Account | None = None,
    at: datetime,
    alone: bool = False,
) -> list[Destruction]:
    """Destroy everything personal of this human, and certify it; again destroys and certifies
    nothing.

    It is all people that were merged with this one and have its mail address: somebody who
    registered twice is erased once, unless it is this registration's person `alone`. Whoever came
    along with him is somebody else."""
    destructions.lock(person.edition)
    keys = [person.pk] if alone else sorted(_humans(person))
    batch = Batch(edition=person.edition, keys=keys, cause=cause, at=at, by=by)
    return destructions.certify(batch, people(batch))


@transaction.atomic
def erase_optional(person: Person, *, by: Account | None = None, at: datetime) -> list[Destruction]:
    """Destroy what was told beyond the required items; for whoever withdrew that consent."""
    destructions.lock(person.edition)
    cause = DestructionCause.WITHDRAWN
    batch = Batch(edition=person.edition, keys=[person.pk], cause=cause, at=at, by=by)
    return destructions.certify(batch, optional_items(batch))


@transaction.atomic
def people(batch: Batch, *, code: str = PERSON) -> Counts:
    """Erase the people whose keys these are; how many rows, by rule: those of the people themselves
    by the one with that code. Safe to run twice, also at once."""
    held = _lock(batch)
    addresses = {email.lower() for _key, email in held if email}
    there = replace(batch, keys=[key for key, _email in held])
    return {
        BADGES: _badge_files(there),
        MAIL: _mails(there, addresses),
        DRAFT: _drafts(there, addresses),
        REFUSAL: _refusals(there),
        code: _words(there),
    }


@transaction.atomic
def optional_items(batch: Batch) -> Counts:
    told = Q()
    for name in OPTIONAL:
        told |= ~Q(**{name: ""})
    rows = Person.objects.filter(told, pk__in=batch.keys)
    return {OPTIONAL_ITEMS: rows.update(**dict.fromkeys(OPTIONAL, ""))}


def _lock(batch: Batch) -> list[tuple[int, str]]:
    """Those that are not erased yet, with their addresses; the others wait, and then find none."""
    rows = Person.objects.filter(pk__in=batch.keys, erased_at=None).order_by("pk")
    return list(rows.select_for_update(no_key=True).values_list("pk", "email"))


def _humans(person: Person) -> set[int]:
    """The person, and whoever counts as the same human and has the same mail address."""
    found, fresh = {person.pk}, {person.pk}
    while fresh:
        pairs = Merge.objects.standing().filter(Q(merged__in=fresh) | Q(kept__in=fresh))
        near = {key for pair in pairs.values_list("merged", "kept") for key in pair}
        same = Person.objects.filter(pk__in=near - found, email__iexact=person.email)
        fresh = set(same.values_list("pk", flat=True)) if person.email else set()
        found |= fresh
    return found


def _words(batch: Batch) -> int:
    rows, empty = Person.objects.filter(pk__in=batch.keys), dict.fromkeys(WORDS, "")
    if batch.cause == DestructionCause.REQUESTED:
        empty["country"] = ""
        _withdraw(batch)
    said = rows.exclude(**empty).count()
    rows.update(**empty, erased_at=batch.at)
    return said


def _withdraw(batch: Batch) -> None:
    """Whoever asks to be erased agrees to nothing any more."""
    for rows in (Consent.objects.filter(withdrawn_at=None), Lead.objects.standing()):
        theirs = rows.filter(registration__person__in=batch.keys)
        theirs.update(withdrawn_at=Greatest(F("given_at"), Value(batch.at)))


def _refusals(batch: Batch) -> int:
    rows = Registration.objects.filter(person__in=batch.keys)
    refused = rows.exclude(refusal="").exclude(**REFUSED).values_list("pk", flat=True)
    return emptying.empty(Registration, list(refused), REFUSED)


def _mails(batch: Batch, addresses: Collection[str]) -> int:
    """Mails about them, and those to their addresses: not what is about somebody else at the same
    address, as in a family, and not what an account is told there about its work."""
    about = Q(about__in=[envelopes.about(key) for key in batch.keys])
    account = Account.objects.annotate(lower=Lower("email")).filter(lower=OuterRef("to"))
    rows = Mail.objects.filter(erased_at=None).annotate(to=Lower("recipient"))
    to_them = Q(to__in=addresses, edition=batch.edition, about="") & ~Exists(account)
    return mails.erase(rows.filter(about | to_them))


def _drafts(batch: Batch, addresses: Collection[str]) -> int:
    """Registrations being written with one of the addresses. One that is being finished right now
    keeps nothing afterwards, and is not waited for: it may wait for us."""
    with connection.cursor() as cursor:
        cursor.execute(DRAFTS_NAMING, [batch.edition.pk, list(addresses)])
        keys = [row[0] for row in cursor.fetchall()]
    return RegistrationDraft.objects.filter(pk__in=keys).delete()[0]


DRAFTS_NAMING = r"""
    SELECT key FROM visitors_registrationdraft
    WHERE edition_id = %s AND finished_at IS NULL
        AND regexp_replace(lower(normalize(told #>> '{who,email}', NFKC)), '\s', '', 'g') = ANY(%s)
    FOR UPDATE SKIP LOCKED
"""
"""As the field reads an address: in half width, and without spaces."""


def _badge_files(batch: Batch) -> int:
    """Those that are there; one that is being drawn is drawn anew."""
    due = BadgeRun.objects.of(batch.edition).due()
    files = BadgeRun.objects.of(batch.edition).with_files()
    if not (due | files).exists():
        return 0
    theirs = Q(person__in=batch.keys) | Q(registration__person__in=batch.keys)
    tickets = list(Ticket.objects.filter(theirs).values_list("pk", flat=True))
    badge_runs.begin_anew(tickets)
    return badge_runs.forget(files.filter(tickets__overlap=tickets))
