"""Badges in a PDF, a page each."""

from collections.abc import Iterable
from io import BytesIO
from pathlib import Path
from typing import IO

from reportlab.pdfgen.canvas import Canvas

from expo import fonts
from visitors.badges.badge import Badge
from visitors.badges.page import Page
from visitors.badges.papers import Paper

TITLE = "Badge"
"""All that the file says about itself: what is on a badge stands on the badge alone."""


class Document:
    """A PDF into which badges are drawn one after the other; it is written when saved."""

    def __init__(self, file: IO[bytes], paper: Paper, folder: Path) -> None:
        """`folder` holds the fonts. Raises FontMissing."""
        fonts.load(folder)
        size = (paper.width, paper.height)
        self.paper, self.canvas = paper, Canvas(file, size, pageCompression=1, invariant=1)
        self.canvas.setTitle(TITLE)
        self.canvas.setViewerPreference("PrintScaling", "None")  # shrunk, a QR reads worse

    def add(self, badge: Badge) -> None:
        """Draw the badge on a page of its own. Raises ValueError for a code that is no ticket's."""
        Page(self.canvas, self.paper, badge).draw()
        self.canvas.showPage()

    def save(self) -> None:
        self.canvas.save()


def pdf(badges: Iterable[Badge], paper: Paper, folder: Path) -> bytes:
    """One document of a page for each badge. Raises FontMissing."""
    file = BytesIO()
    document = Document(file, paper, folder)
    for badge in badges:
        document.add(badge)
    document.save()
    return file.getvalue()
