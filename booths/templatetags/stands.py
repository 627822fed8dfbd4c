"""How the times of outages read."""

from datetime import timedelta

from django import template
from django.utils.translation import gettext as _

from booths import states
from booths.models import Outage

register = template.Library()


@register.filter
def when(outage: Outage) -> str:
    """Since when it stands, and until when as far as anybody can say."""
    return states.when(outage)


@register.filter
def duration(time: timedelta) -> str:
    """2 h 35 min; seconds are nobody's business."""
    minutes = round(time.total_seconds() / 60)
    if minutes < 60:
        return _("%(minutes)s min") % {"minutes": minutes}
    return _("%(hours)s h %(minutes)s min") % {"hours": minutes // 60, "minutes": minutes % 60}


@register.filter
def percent(share: float | None) -> str:
    """Of 0 to 1, with one digit; never 100.0 % for what was not whole."""
    if share is None:
        return "–"
    if 0.9995 <= share < 1:
        return "99.9 %"
    return f"{100 * share:.1f} %"
