"""The seed files in the order they are loaded: a reference looks only upward."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Q

from booths.models import (
    Assignment,
    Deadline,
    Exhibit,
    Exhibitor,
    Listing,
    Outage,
    Participation,
    ParticipationRole,
    ServiceStatus,
    Space,
)
from expo.models import Edition, Hall, Party, Session, ShowDay
from expo.project.seeding import gates, values
from expo.project.seeding.lines import Line
from expo.project.seeding.table import Reference, Table
from visitors.models import Area, ConsentText, Gate, RegistrationOffer

EDITION = {"edition": Reference("editions", ("edition",))}


def by(table: str, column: str) -> Reference:
    """A row of another table of the same edition."""
    return Reference(table, ("edition", column))


def _stands_with_a_main(line: Line, row: Mapping[str, Any]) -> None:
    if row["main"] is not None and row["main"].role != ParticipationRole.MAIN:
        raise line.error(f"{line['main']} is not a main exhibitor.", "main")


def _given_to_a_main(line: Line, row: Mapping[str, Any]) -> None:
    if row["participation"].role != ParticipationRole.MAIN:
        raise line.error(
            f"only a main exhibitor is given a space, and {line['exhibitor']} is none.", "exhibitor"
        )


def _stays_as_agreed(line: Line, row: Mapping[str, Any]) -> None:
    """What people agreed to is not rewritten. An invented crowd agreed to nothing."""
    said = {name: row[name] for name in ("purpose", "items", "period", "refusal")}
    named = {name: row[name] for name in ("edition", "kind", "version", "language")}
    agreed = ConsentText.objects.filter(
        **named, consents__isnull=False, edition__simulated_crowd__isnull=True
    )
    if agreed.exclude(**said).exists():
        raise line.error("people have agreed to this version: write another one.", "version")


TABLES = [
    Table(
        "editions",
        Edition,
        key=("slug",),
        identity=("slug",),
        fields=(
            *("slug", "number", "name_ko", "name_en", "theme_ko", "theme_en"),
            *("hosts_ko", "hosts_en", "venue_ko", "venue_en", "timezone", "day_boundary"),
            *("help_phone", "help_email", "privacy_contact_ko", "privacy_contact_en"),
            *("reentry", "capacity", "gross_area", "retention_days", "is_published"),
        ),
        edition="",
    ),
    Table(
        "show_days",
        ShowDay,
        key=("edition", "date"),
        identity=("edition", "date"),
        fields=("date", "opens", "closes"),
        references=EDITION,
    ),
    Table(
        "consent_texts",
        ConsentText,
        key=("edition", "kind", "version", "language"),
        identity=("edition", "kind", "version", "language"),
        fields=(
            *("kind", "version", "language"),
            *("purpose", "items", "period", "refusal"),
        ),
        references=EDITION,
        check=_stays_as_agreed,
    ),
    Table(
        "registration_offers",
        RegistrationOffer,
        key=("edition", "ticket_class"),
        identity=("edition", "ticket_class"),
        fields=("ticket_class", "needs_approval", "closes_at", "note_ko", "note_en"),
        references=EDITION,
    ),
    Table(
        "halls",
        Hall,
        key=("edition", "code"),
        identity=("edition", "code"),
        fields=("code", "name_ko", "name_en", "x", "y", "width", "depth", "capacity"),
        references=EDITION,
    ),
    Table(
        "sessions",
        Session,
        key=("edition", "code"),
        identity=("edition", "code"),
        fields=(
            *("code", "kind", "title_ko", "title_en", "summary_ko", "summary_en", "room"),
            *("capacity", "takes_reservations", "reservations_only"),
        ),
        references={**EDITION, "hall": by("halls", "hall")},
        computed={
            "starts_at": lambda line, row: values.moment(line, "starts", row["edition"].tz),
            "ends_at": lambda line, row: values.moment(line, "ends", row["edition"].tz),
        },
        computed_from=("date", "starts", "ends"),
    ),
    Table(
        "parties",
        Party,
        key=("edition", "session", "order"),
        identity=("session", "order"),
        fields=("order", "role", "name_ko", "name_en", "function_ko", "function_en"),
        references={"session": by("sessions", "session")},
        edition="session__edition",
    ),
    Table(
        "spaces",
        Space,
        key=("edition", "code"),
        identity=("edition", "code"),
        fields=("code", "kind", "x", "y", "width", "depth"),
        references={**EDITION, "hall": by("halls", "hall")},
    ),
    Table(
        "exhibitors",
        Exhibitor,
        key=("edition", "code"),
        identity=("edition", "code"),
        fields=(
            *("code", "name_ko", "name_en", "sector", "kind"),
            *("country", "registration_number"),
        ),
        references=EDITION,
    ),
    Table(
        "participations",
        Participation,
        key=("edition", "exhibitor"),
        identity=("edition", "exhibitor"),
        fields=("role",),
        references={
            **EDITION,
            "exhibitor": by("exhibitors", "exhibitor"),
            "main": by("participations", "main"),
        },
        standing=Q(withdrawn_at=None),
        check=_stands_with_a_main,
    ),
    Table(
        "assignments",
        Assignment,
        key=("edition", "space", "exhibitor"),
        identity=("space", "participation"),
        references={
            "space": by("spaces", "space"),
            "participation": by("participations", "exhibitor"),
        },
        computed={"days": lambda line, _row: values.days(line)},
        computed_from=("first_day", "last_day"),
        edition="space__edition",
        standing=Q(released_at=None),
        check=_given_to_a_main,
    ),
    Table(
        "listings",
        Listing,
        key=("edition", "exhibitor"),
        identity=("participation",),
        fields=("summary_ko", "summary_en", "text_ko", "text_en", "website"),
        references={"participation": by("participations", "exhibitor")},
        computed={"tags": lambda line, _row: [t for t in line["tags"].split(";") if t]},
        computed_from=("tags",),
        edition="participation__edition",
    ),
    Table(
        "exhibits",
        Exhibit,
        key=("edition", "exhibitor", "order"),
        identity=("listing", "order"),
        fields=("order", "name_ko", "name_en", "text_ko", "text_en"),
        references={"listing": by("listings", "exhibitor")},
        edition="listing__participation__edition",
    ),
    Table(
        "deadlines",
        Deadline,
        key=("edition", "kind"),
        identity=("edition", "kind"),
        fields=("kind", "due_at", "note_ko", "note_en"),
        references=EDITION,
    ),
    Table(
        "outages",
        Outage,
        key=("edition", "code"),
        identity=("edition", "cause", "started_at"),
        fields=(
            *("state", "cause", "text_ko", "text_en", "started_at", "start_is_estimated"),
            *("expected_until", "ended_at"),
        ),
        references=EDITION,
    ),
    Table(
        "statuses",
        ServiceStatus,
        key=("edition", "outage", "space"),
        identity=("outage", "space"),
        fields=("started_at", "ended_at", "is_own"),
        references={"outage": by("outages", "outage"), "space": by("spaces", "space")},
        edition="space__edition",
    ),
    Table(
        "areas",
        Area,
        key=("edition", "code", "kind"),
        identity=("edition", "kind", "code"),
        fields=("code", "kind"),
        references={
            **EDITION,
            "hall": by("halls", "hall"),
            "session": by("sessions", "session"),
        },
        lines_of=gates.areas,
    ),
    Table(
        "gates",
        Gate,
        key=("edition", "code"),
        identity=("edition", "code"),
        fields=("code", "purpose", "name_ko", "name_en"),
        references={
            **EDITION,
            "area": Reference("areas", ("edition", "area_code", "area_kind")),
        },
        lines_of=gates.gates,
    ),
]
