"""The floor plan on paper, as PDF: the same drawing with an index, and a poster that says "you are
here". Pure drawing: words and shapes go in; knows no database and no Django.

`papers` are the sizes, `ink` how a plan looks on paper, `columns` the index, `sheets` and `posters`
put them on pages."""

from booths.plans.prints.columns import Entry
from booths.plans.prints.pages import Swatch
from booths.plans.prints.papers import PAPERS, Paper
from booths.plans.prints.posters import Poster, poster
from booths.plans.prints.sheets import Sheet, sheet

__all__ = ["PAPERS", "Entry", "Paper", "Poster", "Sheet", "Swatch", "poster", "sheet"]
