"""The words of the figures: what each is called and what it means, told the same way everywhere.

Every figure shown carries its label and its definition; dashboard, API and exports take them here.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Definition:
    """`term` is for programs and never changes; label and meaning speak the reader's language."""

    term: str
    label: Promise
    meaning: Promise


DEFINITIONS = {
    definition.term: definition
    for definition in [
        Definition(
            "entries",
            _("Entries"),
            _(
                "Accepted inward passages at the exhibition gates. One person who goes out and "
                "comes back makes two. A raw flow, never published as visitors."
            ),
        ),
        Definition(
            "visits",
            _("Visits (once a day)"),
            _("One person on one show day, however many passages."),
        ),
        Definition(
            "visitors",
            _("Visitors (persons)"),
            _("One person once over the whole edition, on however many days."),
        ),
        Definition("repeat", _("Repeat visits"), _("Visits minus visitors.")),
        Definition(
            "daily_unique", _("Daily persons"), _("Distinct persons of one show day, each once.")
        ),
        Definition(
            "occupancy",
            _("People inside"),
            _(
                "People inside at this moment, of every class: the last headcount plus passages "
                "in, minus passages out after it. A safety figure, another number than visits."
            ),
        ),
        Definition(
            "drift",
            _("Drift"),
            _(
                "By how many people the doors had more, or fewer, than a headcount found: passages "
                "that nobody scanned. The headcount counts from then on; no scan is made up."
            ),
        ),
        Definition(
            "peak",
            _("Most people inside"),
            _("The greatest number of people inside at one moment, and when that was."),
        ),
        Definition(
            "unidentified",
            _("Unidentified"),
            _(
                "Confirmed heads of groups without a person behind each. Always on a line of its "
                "own, part of no other figure."
            ),
        ),
    ]
}
