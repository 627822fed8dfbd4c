"""Badges: one at once for whoever stands at the desk, or many into a file by a worker.

Printing changes no ticket and stores no scan: it is never attendance. `contents` turns tickets into
badges, `orders` says which are printed, `printing` is the worker's part, `files` keeps what it
printed for a day, `failures` says why there is none.
"""

from visitors.badge_runs.contents import FontsMissing, TicketRevoked, badges_of, one
from visitors.badge_runs.failures import Failure
from visitors.badge_runs.files import forget, forget_old, gone_at
from visitors.badge_runs.orders import (
    MOST,
    Choice,
    NothingToPrint,
    TooManyBadges,
    Wanted,
    begin_anew,
    cancel,
    chosen,
    order,
)
from visitors.badge_runs.printing import print_due

__all__ = [
    "MOST",
    "Choice",
    "Failure",
    "FontsMissing",
    "NothingToPrint",
    "TicketRevoked",
    "TooManyBadges",
    "Wanted",
    "badges_of",
    "begin_anew",
    "cancel",
    "chosen",
    "forget",
    "forget_old",
    "gone_at",
    "one",
    "order",
    "print_due",
]
