"""The pages of a report: a cover, then upright and wide ones with a foot and their number."""

from typing import IO, Any

from django.utils.translation import gettext as _
from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate, Paragraph

from expo import fonts
from expo.dashboard.reports.documents import Document
from expo.dashboard.reports.paper import styles
from expo.dashboard.reports.paper.styles import MARGIN
from expo.dashboard.reports.paper.words import paragraph, printed
from expo.fonts import REGULAR

COVER, UPRIGHT, WIDE = "cover", "upright", "wide"
TALL = A4[0] - 2 * MARGIN
"""How wide the words of an upright page are."""
FOOT_SIZE = 7.5
NOTHING_AROUND = {"leftPadding": 0, "rightPadding": 0, "topPadding": 0, "bottomPadding": 0}


class Marked(Flowable):  # type: ignore[misc]  # the library has no types
    """Words to which links lead; as an entry they stand in the contents and among the bookmarks."""

    def __init__(self, words: str, style: Any, key: str, *, is_entry: bool = True) -> None:
        super().__init__()
        self.words, self.key, self.is_entry = printed(words, style.fontName), key, is_entry
        self.paragraph: Paragraph = paragraph(words, style)
        self.style = style
        self.keepWithNext = 1

    def wrap(self, wide: float, high: float) -> tuple[float, float]:
        self.width, self.height = self.paragraph.wrap(wide, high)
        return self.width, self.height

    def getSpaceBefore(self) -> float:  # noqa: N802  # the library's name
        return float(self.style.spaceBefore)

    def getSpaceAfter(self) -> float:  # noqa: N802  # the library's name
        return float(self.style.spaceAfter)

    def draw(self) -> None:
        self.canv.bookmarkHorizontal(self.key, 0, self.height)
        self.paragraph.drawOn(self.canv, 0, 0)


class Sheets(BaseDocTemplate):  # type: ignore[misc]  # the library has no types
    """Built until the contents name the right pages."""

    def __init__(self, file: IO[bytes], document: Document) -> None:
        super().__init__(
            file,
            pagesize=A4,
            title=printed(document.foot),
            author=printed(document.cover.title),
            subject=printed(document.title),
            creator="expo",
            lang=document.language,
            pageCompression=1,
            invariant=1,
            initialFontName=REGULAR,
        )
        self.foot, self.pages = printed(document.foot), 0
        self.addPageTemplates(
            [
                _template(COVER, A4, None),
                _template(UPRIGHT, A4, self._foot),
                _template(WIDE, landscape(A4), self._foot),
            ]
        )

    def afterFlowable(self, flowable: Flowable) -> None:  # noqa: N802  # the library's name
        if isinstance(flowable, Marked) and flowable.is_entry:
            self.notify("TOCEntry", (0, flowable.words, self.page, flowable.key))
            self.canv.addOutlineEntry(flowable.words, flowable.key, 0, closed=False)

    def _foot(self, canvas: Canvas, _template: Any) -> None:
        """The report's name at the left, the page at the right. The last pass knows how many."""
        self.pages = max(self.pages, self.page)
        wide, _high = canvas._pagesize  # the page's own size is kept nowhere else
        canvas.saveState()
        canvas.setStrokeColor(styles.LINE)
        canvas.setLineWidth(0.5)
        canvas.line(MARGIN, MARGIN - 12, wide - MARGIN, MARGIN - 12)
        canvas.setFillColor(styles.QUIET)
        canvas.setFont(REGULAR, FOOT_SIZE)
        canvas.drawString(MARGIN, MARGIN - 24, _shortened(self.foot, wide - 2 * MARGIN - 70))
        told = _("%(page)s of %(pages)s") % {"page": self.page, "pages": self.pages}
        canvas.drawRightString(wide - MARGIN, MARGIN - 24, told)
        canvas.restoreState()


def _template(name: str, size: tuple[float, float], foot: Any) -> PageTemplate:
    wide, high = size
    frame = Frame(MARGIN, MARGIN, wide - 2 * MARGIN, high - 2 * MARGIN, id=name, **NOTHING_AROUND)
    more = {"onPage": foot} if foot else {}
    return PageTemplate(name, [frame], pagesize=size, **more)


def _shortened(text: str, room: float) -> str:
    shown = text
    while shown and fonts.width(shown, REGULAR, FOOT_SIZE) > room:
        shown = shown[:-2].rstrip() + "…"
    return shown
