"""The final report made: part by part, then drawn twice from the same document."""

from collections.abc import Iterator

from django.utils import timezone
from django.utils.translation import gettext as _

from expo.dashboard.reports import paper, screen
from expo.dashboard.reports.documents import Document, Part, Terms, terms_of
from expo.dashboard.reports.final import cover
from expo.dashboard.reports.final.contents import PARTS
from expo.dashboard.reports.final.moments import Moment
from expo.dashboard.reports.makers import Maker, Output
from expo.models import Edition, ReportRun
from visitors.transactions import one_view

DRAWN = 2
"""Steps after the last part: on paper, and for a screen."""


def make(run: ReportRun, output: Output) -> Iterator[Part]:
    """Yields after each part, and after each drawing of all of them."""
    asked = Moment(Edition.objects.get(pk=run.edition_id), run.as_of.astimezone(run.edition.tz))
    parts: list[Part] = []
    for make_part in PARTS:
        with one_view():
            parts.append(make_part(asked))
        yield parts[-1]
    document = _document(run, asked, parts)
    paper.draw(document, output.file)
    yield parts[-1]
    output.page.write(screen.drawn(document).encode())
    yield parts[-1]


def name(run: ReportRun) -> str:
    """What the file is called: 2023 정부박람회 결과보고서 2023-11-25 1302."""
    moment = timezone.localtime(run.as_of, run.edition.tz)
    return f"{run.edition.name} {_('Final report')} {moment:%Y-%m-%d %H%M}".replace("/", "-")


def _document(run: ReportRun, asked: Moment, parts: list[Part]) -> Document:
    title = f"{asked.edition.name} {_('Final report')}"
    foot = _("%(title)s, as of %(moment)s") % {"title": title, "moment": asked.words}
    return Document(
        language=run.language,
        title=title,
        foot=foot,
        cover=cover.cover(asked),
        parts=[*parts, Part("terms", _("Definitions"), [Terms(terms_of(parts))])],
    )


MAKER = Maker(
    ending="pdf",
    media_type="application/pdf",
    steps=len(PARTS) + DRAWN,
    name=name,
    make=make,
)
