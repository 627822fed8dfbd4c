"""What hangs on a wall: of the live board the figures that everybody may read, in words.

The board is made once for all who look; here it is restricted and put into words, so that the page
and its script only put them in their places."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.humanize.templatetags.humanize import intcomma
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from expo.dashboard import feed
from expo.errors import Refused
from expo.models import Edition

Document = dict[str, Any]
MOST_HALLS, MOST_SESSIONS, MOST_STOPPED = 4, 3, 3
NOTHING = "–"
STOPPED = {"suspended", "degraded"}


def wall(edition: Edition, language: str) -> tuple[Document, str]:
    """The document and its tag, in the active language and zone, which are those of the wall.

    Where there is nothing to tell yet, `reason` says why."""
    try:
        told = feed.newest(edition.pk, language)
    except Refused as reason:
        return {"reason": str(reason.message), "version": settings.VERSION}, ""
    return restricted(told.document, edition), told.etag


def restricted(board: Document, edition: Edition) -> Document:
    """Nothing else of the board leaves by a screen's link."""
    return {
        "reason": "",
        "version": settings.VERSION,
        "day": board["day"],
        "clock": board["clock"],
        "level": board["level"],
        "share": _share(board, edition),
        "spots": {
            "phase": board["phase"],
            "counted_to": _time(board["counted_to"], edition),
            **_people(board, edition),
            **{name: _number(board["values"][name]) for name in ("visits", "visitors")},
            "daily_unique": _number(board["values"]["daily_unique"]),
            **_last_quarter(board["flow"]),
            "halls_more": _more(board["halls"], MOST_HALLS),
            "stopped_more": _more(_stopped(board), MOST_STOPPED),
        },
        "halls": [_hall(hall) for hall in _fullest(board["halls"])[:MOST_HALLS]],
        "sessions": [_session(session) for session in board["sessions"][:MOST_SESSIONS]],
        "stopped": [_booth(alarm) for alarm in _stopped(board)[:MOST_STOPPED]],
    }


def _share(board: Document, edition: Edition) -> int | None:
    """In per cent, at most 100: how far the bar reaches."""
    people = board["values"]["occupancy"]
    return min(100, round(100 * max(people, 0) / edition.capacity)) if edition.capacity else None


def _people(board: Document, edition: Edition) -> dict[str, str]:
    people = board["values"]["occupancy"]
    facts = {
        "share": round(100 * people / edition.capacity) if edition.capacity else 0,
        "capacity": _number(edition.capacity),
    }
    return {
        "occupancy": _number(people),
        "capacity": _("%(share)s %% of %(capacity)s") % facts if edition.capacity else "",
    }


def _last_quarter(flow: Document) -> dict[str, str]:
    """The entries of the last full quarter of an hour, and how many more or fewer than before."""
    done = flow["complete"]
    last, before = _entries(flow, done - 1), _entries(flow, done - 2)
    return {
        "last": NOTHING if last is None else _number(last),
        "trend": "" if last is None or before is None else _trend(last - before),
    }


def _entries(flow: Document, place: int) -> int | None:
    """Of all gates; None before the first quarter of an hour."""
    if place < 0:
        return None
    return sum(gate["entries"][place] or 0 for gate in flow["gates"])


def _trend(change: int) -> str:
    if change == 0:
        return _("as many as in the 15 minutes before")
    words = (
        _("▲ %(number)s more than in the 15 minutes before")
        if change > 0
        else _("▼ %(number)s fewer than in the 15 minutes before")
    )
    return words % {"number": _number(abs(change))}


def _fullest(halls: Sequence[Document]) -> list[Document]:
    """In their order where all of them fit; of too many the fullest."""
    if len(halls) <= MOST_HALLS:
        return list(halls)
    return sorted(halls, key=lambda hall: (-(hall["share"] or 0), -hall["people"], hall["code"]))


def _hall(hall: Document) -> Document:
    share = hall["share"]
    return {
        "name": hall["name"],
        "people": _number(hall["people"]),
        "share": "" if share is None else f"{share} %",
        "level": hall["level"],
    }


def _session(session: Document) -> Document:
    return {
        "when": session["when"],
        "title": session["title"],
        "where": session["where"],
        "word": session["full"] or session["state_word"],
        "is_running": session["state"] == "running",
    }


def _stopped(board: Document) -> list[Document]:
    return [alarm for alarm in board["alarms"] if alarm["state"] in STOPPED]


def _booth(alarm: Document) -> Document:
    return {
        "word": alarm["word"],
        "where": alarm["where"],
        "more": _and_more(alarm["more"]),
        "when": alarm["when"],
    }


def _more(rows: Sequence[Document], most: int) -> str:
    return _and_more(len(rows) - most)


def _and_more(number: int) -> str:
    if number <= 0:
        return ""
    return ngettext("and %(number)s more", "and %(number)s more", number) % {
        "number": _number(number)
    }


def _number(number: float) -> str:
    return str(intcomma(number))


def _time(moment: str | None, edition: Edition) -> str:
    if moment is None:
        return NOTHING
    return date_format(datetime.fromisoformat(moment).astimezone(edition.tz), "H:i:s")
