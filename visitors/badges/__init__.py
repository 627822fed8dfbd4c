"""Badges as PDF: what hangs around a neck. Pure drawing, without a database and without Django.

`badge` is what one says, `papers` what it is printed on, `fonts` what its letters are and which can
be printed, `fitting` how large they are, `bands` how a class looks, `codes` the QR, `drawing` puts
all of it on pages.
"""

from expo.fonts import FontMissing
from visitors.badges.badge import Badge, Words
from visitors.badges.drawing import Document, pdf
from visitors.badges.papers import A6, LABEL, PAPERS, Paper

__all__ = ["A6", "LABEL", "PAPERS", "Badge", "Document", "FontMissing", "Paper", "Words", "pdf"]
