"""The programme with who came, as a table: every session, cancelled ones and those without doors
among them."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from expo import editions, parties, programme
from expo.dashboard.tables.columns import counted
from expo.dashboard.tables.shapes import Column, Kind, Row, Table
from expo.models import Edition, PartyRole, Session
from visitors import attendance

SEATS = ("reserved", "came", "no_shows", "without_seat")


def programme_table(edition: Edition, as_of: datetime | None = None) -> Table:
    """Raises NoShowDays, ContradictoryRules, AsOfTooEarly and AsOfInTheFuture."""
    counts = {row["session"]: row for row in attendance.BREAKDOWNS["session"](edition, as_of)}
    at = as_of or editions.now(edition)
    sessions = Session.objects.of(edition).for_programme()
    people = counted("peak")[0]
    return Table(
        name="programme",
        title=_("Programme with attendance"),
        edition=edition,
        columns=(
            Column("title", _("Session"), Kind.NAME),
            Column("session", _("Session code"), Kind.CODE),
            Column("kind_name", _("Kind of session"), Kind.NAME),
            Column("kind", _("Code of the kind"), Kind.KEY),
            Column("state_name", _("State"), Kind.NAME),
            Column("state", _("Code of the state"), Kind.KEY),
            Column("starts_at", _("Begins"), Kind.TIME),
            Column("ends_at", _("Ends"), Kind.TIME),
            Column("place", _("Place"), Kind.NAME),
            Column("hall", _("Hall code"), Kind.KEY),
            *counted("capacity", *SEATS),
            Column(
                "in_room",
                _("Came to the room"),
                meaning=_("Distinct visitors who were in the room, with or without a seat."),
            ),
            Column("peak", _("Most in the room"), meaning=people.meaning),
            Column("signatories", _("Signatories")),
            Column("parties", _("Taking part"), Kind.NAME),
        ),
        rows=[_row(session, at, counts.get(session.code)) for session in sessions],
        as_of=as_of.astimezone(edition.tz) if as_of else attendance.counted_to(edition),
        note=_(
            "Titles, times and seats given up since are those of the day on which this was made. "
            "A session without a scanner at its door has no figures (–)."
        ),
    )


def _row(session: Session, at: datetime, counts: Row | None) -> Row:
    state, tz = programme.state(session, at), session.edition.tz
    taking_part = list(session.parties.all())
    return {
        "title": str(session.title),
        "session": session.code,
        "kind_name": str(session.get_kind_display()),
        "kind": session.kind,
        "state_name": str(state.label),
        "state": state.value,
        "starts_at": session.starts_at.astimezone(tz),
        "ends_at": session.ends_at.astimezone(tz),
        "place": " ".join(filter(None, [str(session.hall.name), session.room])),
        "hall": session.hall.code,
        "capacity": session.capacity,
        "signatories": sum(party.role == PartyRole.SIGNATORY for party in taking_part),
        "parties": "; ".join(parties.told(part) for part in parties.parts(taking_part)) or None,
        **_counted(counts),
    }


def _counted(counts: Row | None) -> Row:
    if counts is None:
        return dict.fromkeys((*SEATS, "in_room", "peak"))
    peak = counts["peak"]
    return {
        **{name: counts[name] for name in SEATS},
        "in_room": counts["visits"],
        "peak": peak and peak["people"],
    }
