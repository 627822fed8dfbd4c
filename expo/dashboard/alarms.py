"""What planners should know now: booths that do not run as they should, as plain values."""

from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from expo.dashboard import notices
from expo.dashboard.notices import BoothNotice, Place
from expo.models import Edition

Document = dict[str, Any]
MOST_NAMED = 2


def of_booths(edition: Edition, at: datetime) -> list[Document]:
    """One for each outage that has begun and stands, the latest first, in the reader's words."""
    return [_alarm(notice) for notice in notices.of_booths(edition, at) if notice.places]


def _alarm(notice: BoothNotice) -> Document:
    """`more` are the booths beyond those that `where` names; `address` is the first on the plan."""
    outage, places = notice.outage, notice.places
    return {
        "state": outage.state,
        "word": outage.get_state_display(),
        "where": ", ".join(_named(place) for place in places[:MOST_NAMED]),
        "booths": len(places),
        "more": len(places[MOST_NAMED:]),
        "text": str(outage.text),
        "cause": outage.get_cause_display(),
        "when": notice.when,
        "address": f"{reverse('plan')}?{urlencode({'booth': places[0].space.code})}",
    }


def _named(place: Place) -> str:
    return " ".join([place.space.code, *place.exhibitors[:1]])
