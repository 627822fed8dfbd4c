"""The cover: which fair this is, as of when it is told, and by what."""

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, get_language_info, pgettext
from django.utils.translation import gettext as _

from expo.dashboard.reports.documents import Cover
from expo.dashboard.reports.final.moments import Moment
from expo.models import Edition


def cover(asked: Moment) -> Cover:
    edition = asked.edition
    language = get_language_info(get_language() or settings.LANGUAGE_CODE)["name_local"]
    facts = [
        (_("Dates"), _days(edition)),
        (_("Venue"), str(edition.venue)),
        (_("Hosts"), str(edition.hosts)),
        (_("As of"), asked.words),
        (pgettext("report", "Made"), asked.told(timezone.now())),
        (_("Language"), language),
        (_("Software"), _("expo %(version)s") % {"version": settings.VERSION}),
    ]
    return Cover(
        above=_("Edition no. %(number)s") % {"number": edition.number},
        title=str(edition.name),
        kind=_("Final report"),
        theme=str(edition.theme),
        facts=[(name, told) for name, told in facts if told],
    )


def _days(edition: Edition) -> str:
    days = list(edition.show_days.order_by("date").values_list("date", flat=True))
    first, last = (date_format(day, _("D, j F Y")) for day in (days[0], days[-1]))
    if first == last:
        return first
    return _("%(first)s to %(last)s (%(days)s show days)") % {
        "first": first,
        "last": last,
        "days": len(days),
    }
