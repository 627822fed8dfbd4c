"""The floor as spreadsheets: spaces, exhibitors and assignments, read in and written out.

One shape for both ways: what was written out and is read in again changes nothing.
"""

from booths.spreadsheets.exports import of as table_of
from booths.spreadsheets.exports import table, template
from booths.spreadsheets.faults import Fault, FaultGroup
from booths.spreadsheets.imports import FORMS, Done, ImportFaulty, ImportOutdated, apply, preview
from booths.spreadsheets.kinds import Kind
from booths.spreadsheets.previews import Change, Preview
from booths.spreadsheets.sheets import Sheet, Unreadable
from booths.spreadsheets.signs import read

__all__ = [
    "FORMS",
    "Change",
    "Done",
    "Fault",
    "FaultGroup",
    "ImportFaulty",
    "ImportOutdated",
    "Kind",
    "Preview",
    "Sheet",
    "Unreadable",
    "apply",
    "preview",
    "read",
    "table",
    "table_of",
    "template",
]
