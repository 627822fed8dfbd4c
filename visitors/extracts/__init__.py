"""What an auditor gets of the rows: as known at a moment, under pseudonyms, streamed as CSV."""

from visitors.extracts.copying import Extract
from visitors.extracts.pseudonyms import Pseudonyms

__all__ = ["Extract", "Pseudonyms"]
