"""Tickets to print at home, a sheet of A4 each. Pure drawing: no database, no Django.

`sheet` is what one says, `page` where it stands. QR, letters and colours are those of the badges.
"""

from visitors.sheets.page import pdf
from visitors.sheets.sheet import Fact, Sheet

__all__ = ["Fact", "Sheet", "pdf"]
