"""The words of the figures: what each is called and what it means, told the same way everywhere.

Every figure shown carries its label and its definition; dashboard, API and exports take them here.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


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
            "entries_so_far",
            _("Entries by the same time"),
            _(
                "Entries of a show day up to the end of the last full quarter of an hour, and of "
                "another day up to the same time of day: like is compared with like. Of a day that "
                "is over, all its entries. Persons are not told apart by the hour."
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
            "first_visits",
            _("First visits"),
            _(
                "Visits of persons on their first show day of this edition. Over all days as many "
                "as visitors."
            ),
        ),
        Definition(
            "repeat_visits",
            _("Visits of those who came again"),
            _(
                "Visits of persons who had come on an earlier show day. With the first visits they "
                "sum to the visits; over all days they are the repeat visits."
            ),
        ),
        Definition(
            "daily_unique", _("Daily persons"), _("Distinct persons of one show day, each once.")
        ),
        Definition(
            "person_days",
            _("Person-days"),
            _("Persons of this class, each once a show day, in opening hours or not."),
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
            "dwell",
            _("Mean stay"),
            _(
                "Time from a scan in to the scan out that follows it, of one badge on one show "
                "day: the sum of all such stays divided by their number. A group counts with its "
                "heads. Stays whose end nobody scanned are left out."
            ),
        ),
        Definition(
            "stays_known",
            _("Stays known"),
            _(
                "Of the people who passed in, the share that was scanned going out: the mean stay "
                "is theirs."
            ),
        ),
        Definition(
            "unidentified",
            _("Unidentified"),
            _(
                "Confirmed heads of groups without a person behind each. Always on a line of its "
                "own, part of no other figure."
            ),
        ),
        Definition(
            "observed",
            _("Last headcount"),
            _("How many people somebody counted with his own eyes, when, and in which way."),
        ),
        Definition(
            "heads_in",
            _("People in"),
            _("People of every class who passed inward, with all heads of groups."),
        ),
        Definition(
            "heads_out",
            _("People out"),
            _("People of every class who passed outward, with all heads of groups."),
        ),
        Definition(
            "repeats",
            _("Repeat readings"),
            _(
                "Accepted inward scans at most 60 seconds after the one before, of the same badge "
                "and with no exit between: the same passage read again, no second entry."
            ),
        ),
        Definition(
            "conflicts",
            _("Conflicts"),
            _(
                "Accepted inward scans that are a repeat reading at another gate, or that the "
                "re-entry rule would have refused, had every scan been known. Kept and counted, "
                "without a change to visits or visitors."
            ),
        ),
        Definition("refused", _("Refused"), _("Scans that a door refused, and that stand.")),
        Definition(
            "voided",
            pgettext_lazy("scan", "Taken back"),
            _("Scans that were taken back. They count in nothing else."),
        ),
        Definition(
            "histogram",
            _("Persons by days"),
            _("How many persons came on exactly so many show days. They sum to the visitors."),
        ),
        Definition(
            "classes",
            _("Other classes"),
            _("Person-days of each class that is not a visitor class."),
        ),
        Definition(
            "capacity", _("Capacity"), _("How many people the room holds, as the programme says.")
        ),
        Definition(
            "reserved", _("Seats reserved"), _("Seats that are reserved. Waiting places are none.")
        ),
        Definition(
            "came",
            pgettext_lazy("figure", "Seats taken"),
            _("Reserved seats whose holder entered the room, with whatever badge."),
        ),
        Definition(
            "no_shows", _("No-shows"), _("Reserved seats whose holder did not enter the room.")
        ),
        Definition(
            "without_seat",
            _("Without a seat"),
            _("Distinct visitors who were in the room and held no reserved seat."),
        ),
        Definition(
            "booths", _("Booths visited"), _("Booths with at least one visit, of this sector.")
        ),
        Definition(
            "registered",
            _("Registered"),
            _("Persons who registered as visitors in this way and did not cancel."),
        ),
        Definition(
            "cancelled",
            _("Cancelled"),
            _("Persons who registered as visitors in this way and cancelled."),
        ),
        Definition(
            "converted",
            _("Registered and came"),
            _("Of the persons registered and not cancelled, those who came on any show day."),
        ),
        Definition(
            "conversion",
            _("Conversion"),
            _("Registered and came, divided by registered. Nothing where nobody registered."),
        ),
        Definition(
            "pending",
            _("Unsent scans"),
            _("Scans that devices still held when they last spoke. They will come in late."),
        ),
    ]
}
