"""The first pages: the cover, and the contents."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from reportlab.lib.units import mm
from reportlab.platypus import (
    Flowable,
    HRFlowable,
    NextPageTemplate,
    PageBreak,
    Spacer,
    Table,
    TableStyle,
)
from reportlab.platypus.tableofcontents import TableOfContents

from expo.dashboard.reports.documents import Cover, Document
from expo.dashboard.reports.paper import styles
from expo.dashboard.reports.paper.sheets import TALL, UPRIGHT
from expo.dashboard.reports.paper.words import paragraph


def front(document: Document) -> Iterator[Flowable]:
    yield NextPageTemplate(UPRIGHT)
    yield from _cover(document.cover)
    yield PageBreak()
    yield paragraph(_("Contents"), styles.PART)
    contents = TableOfContents(levelStyles=[styles.CONTENTS], dotsMinLevel=0)
    yield contents
    yield PageBreak()


def _cover(cover: Cover) -> Iterator[Flowable]:
    yield Spacer(0, 34 * mm)
    yield HRFlowable(28 * mm, 3, color=styles.ACCENT, hAlign="LEFT", spaceAfter=14)
    yield paragraph(cover.above, styles.COVER_ABOVE)
    yield paragraph(cover.title, styles.COVER_TITLE)
    yield paragraph(cover.kind, styles.COVER_KIND)
    if cover.theme:
        yield Spacer(0, 4 * mm)
        yield paragraph(cover.theme, styles.COVER_THEME)
    yield Spacer(0, 24 * mm)
    rows = [
        [paragraph(asked, styles.LABEL), paragraph(told, styles.BODY)]
        for asked, told in cover.facts
    ]
    yield Table(rows, [36 * mm, TALL - 36 * mm], style=FACTS)


FACTS = TableStyle(
    [
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (-1, -1), 0),
        ("TOPPADDING", (0, 0), (-1, -1), 4),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 2),
        ("LINEABOVE", (0, 0), (-1, 0), 1, styles.ACCENT),
        ("LINEBELOW", (0, 0), (-1, -1), 0.4, styles.LINE),
    ]
)
