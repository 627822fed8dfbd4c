"""How the figures are made: the method of the audit pack, without what concerns its files."""

from collections.abc import Iterable, Iterator

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from expo.dashboard import methods
from expo.dashboard.reports.documents import Block, Heading, Items, Paragraph, Part
from expo.dashboard.reports.final.moments import Moment

RULES, AS_OF = 1, 2
"""Of the method's sections: what counts, and what an as-of means."""


def part(asked: Moment) -> Part:
    language = get_language() or settings.LANGUAGE_CODE
    sections = methods.sections(language, asked.edition, asked.as_of)
    return Part(
        "method",
        _("Method"),
        [
            Paragraph(
                _(
                    "Every figure can be recomputed without the system from the audit pack, to "
                    "which the names of files and columns here belong. Practice follows the "
                    "vocabulary of the exhibition trade; no conformance with any standard and no "
                    "outside audit is claimed."
                )
            ),
            *(block for number in (RULES, AS_OF) for block in _section(*sections[number])),
        ],
    )


def _section(title: str, lines: Iterable[str]) -> Iterator[Block]:
    yield Heading(title)
    paragraphs = list(lines)
    items = [_without_number(line) for line in paragraphs if _is_item(line)]
    if items:
        yield Items(items, is_numbered=True)
    yield from (Paragraph(line) for line in paragraphs if not _is_item(line))


def _is_item(line: str) -> bool:
    return line.split(".", 1)[0].isdigit()


def _without_number(line: str) -> str:
    return line.split(".", 1)[1].strip()
