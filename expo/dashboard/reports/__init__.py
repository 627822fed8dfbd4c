"""Reports of an edition as of a moment: ordered by those who plan, made by a worker, kept.

`orders` says which are made, `making` is the worker's part, `registry` who makes which kind,
`failures` why there is none; `pages` show how far it is. The final report is made in `final`.
"""

from expo.dashboard.reports.failures import Failure
from expo.dashboard.reports.making import make_due
from expo.dashboard.reports.orders import note_lost, order

__all__ = ["Failure", "make_due", "note_lost", "order"]
