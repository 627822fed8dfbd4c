"""What of the programme a reader wants to see: a day, a hall, a kind, as the address says it."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Self
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from expo import show_days, timetables
from expo.errors import Refused
from expo.models import Edition, Hall, Session, SessionKind


class UnknownFilter(Refused):
    code = "unknown_filter"
    message = gettext_lazy("There is no such day, hall or kind in the programme.")


@dataclass(frozen=True, slots=True)
class Wish:
    """An empty field leaves everything; a day is an ISO date, hall and kind are codes."""

    day: str = ""
    hall: str = ""
    kind: str = ""

    @classmethod
    def of(cls, query: QueryDict) -> Self:
        return cls(*(query.get(name, "").strip() for name in ("day", "hall", "kind")))

    def among(self, sessions: Iterable[Session]) -> list[Session]:
        return [session for session in sessions if self._fits(session)]

    def query(self) -> str:
        """As it stands in an address, with its question mark."""
        wanted = {name: value for name, value in asdict(self).items() if value}
        return f"?{urlencode(wanted)}" if wanted else ""

    def _fits(self, session: Session) -> bool:
        return (
            self.day in ("", timetables.date_of(session).isoformat())
            and self.hall in ("", session.hall.code)
            and self.kind in ("", session.kind)
        )


@dataclass(frozen=True, slots=True)
class Option:
    """A link that changes one field of the wish and keeps the others."""

    label: str
    query: str
    is_chosen: bool
    is_today: bool = False


@dataclass(frozen=True, slots=True)
class Choices:
    """What there is to choose from. A day is a show day or one on which a session begins."""

    days: list[date]
    halls: list[Hall]
    kinds: list[SessionKind]

    @classmethod
    def of(cls, edition: Edition, sessions: Iterable[Session]) -> Self:
        shows = {hours.opens.date() for hours in show_days.opening_hours(edition)}
        begins = {timetables.date_of(session) for session in sessions}
        halls = {session.hall.code: session.hall for session in sessions}
        kinds = {session.kind for session in sessions}
        return cls(
            sorted(shows | begins),
            [halls[code] for code in sorted(halls)],
            [kind for kind in SessionKind if kind in kinds],
        )

    def check(self, wish: Wish) -> None:
        """Raises UnknownFilter."""
        if (
            wish.day not in ("", *(day.isoformat() for day in self.days))
            or wish.hall not in ("", *(hall.code for hall in self.halls))
            or wish.kind not in ("", *SessionKind.values)
        ):
            raise UnknownFilter

    def by_day(self, wish: Wish, today: date) -> list[Option]:
        return [
            _option(wish, "day", "", _("All days")),
            *(
                replace(
                    _option(wish, "day", day.isoformat(), date_format(day, _("D, j F"))),
                    is_today=day == today,
                )
                for day in self.days
            ),
        ]

    def by_hall(self, wish: Wish) -> list[Option]:
        """Nothing to choose where there is but one."""
        if len(self.halls) < 2:
            return []
        options = (_option(wish, "hall", hall.code, str(hall.name)) for hall in self.halls)
        return [_option(wish, "hall", "", _("All halls")), *options]

    def by_kind(self, wish: Wish) -> list[Option]:
        if len(self.kinds) < 2:
            return []
        options = (_option(wish, "kind", kind.value, str(kind.label)) for kind in self.kinds)
        return [_option(wish, "kind", "", _("All kinds")), *options]


def _option(wish: Wish, name: str, value: str, label: str) -> Option:
    changed = replace(wish, **{name: value})
    return Option(label, changed.query() or "?", is_chosen=changed == wish)
