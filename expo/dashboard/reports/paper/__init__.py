"""A report as PDF: A4, embedded fonts, contents, bookmarks, page numbers.

`styles` say how words look, `words` which can be printed, `blocks` turns each block of a document
into what flows over pages, `grids` its tables, `fronts` the cover and the contents, `sheets` puts
all of it on paper."""

from typing import IO

from django.conf import settings

from expo import fonts
from expo.dashboard.reports.documents import Document
from expo.dashboard.reports.paper.blocks import Painter
from expo.dashboard.reports.paper.fronts import front
from expo.dashboard.reports.paper.sheets import Sheets


def draw(document: Document, file: IO[bytes]) -> None:
    """Write the PDF. Raises FontMissing."""
    fonts.load(settings.FONTS)
    painter = Painter(document)
    parts = (
        piece
        for number, part in enumerate(document.parts, 1)
        for piece in painter.part(part, number)
    )
    Sheets(file, document).multiBuild([*front(document), *parts])
