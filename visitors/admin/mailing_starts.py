"""How the mails begin that every fair writes: words to go on from, in both languages."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from expo import editions
from expo.models import Edition, ShowDay

Said = dict[str, str]


def of(name: str, edition: Edition) -> dict[str, Any]:
    """The beginning of that name as fields of the form; nothing under another name."""
    if name not in STARTS:
        return {}
    return STARTS[name](edition)


def _reminder(edition: Edition) -> dict[str, Any]:
    """To those whose ticket admits on the next show day and who have not come yet."""
    tomorrow = editions.show_day(edition, editions.now(edition)) + timedelta(days=1)
    days = list(edition.show_days.order_by("date"))
    place = next((number for number, day in enumerate(days) if day.date >= tomorrow), None)
    if place is None:
        return {}
    narrowed = {"day": str(place), "arrival": "not_yet"}
    return _in_both(lambda: _remind(edition, days[place])) | narrowed


def _remind(edition: Edition, day: ShowDay) -> Said:
    words = {
        "edition": edition.name,
        "day": date_format(day.date, "SHORT_DATE_FORMAT"),
        "opens": f"{day.opens:%H:%M}",
        "closes": f"{day.closes:%H:%M}",
        "venue": edition.venue,
    }
    return {
        "subject": _("%(edition)s: we are looking forward to you on %(day)s") % words,
        "text": _(
            "Doors are open from %(opens)s to %(closes)s.\n%(venue)s\n\n"
            "Have the code of your ticket ready at the entrance, on your phone or on paper."
        )
        % words,
    }


def _change_of_hall(edition: Edition) -> dict[str, Any]:
    """To those who have a seat in the session that is still to be chosen."""
    return _in_both(
        lambda: {
            "subject": _("%(edition)s: your session takes place in another hall")
            % {"edition": edition.name},
            "text": _(
                "The session that you have a seat in moves: [session] is now in [hall].\n\n"
                "Time and seat stay as they are. Please allow a few minutes more for the way."
            ),
        }
    )


def _in_both(say: Callable[[], Said]) -> dict[str, Any]:
    spoken: dict[str, Any] = {}
    for language in ("ko", "en"):
        with override(language):
            spoken |= {f"{name}_{language}": text for name, text in say().items()}
    return spoken


STARTS: dict[str, Callable[[Edition], dict[str, Any]]] = {
    "reminder": _reminder,
    "hall": _change_of_hall,
}
