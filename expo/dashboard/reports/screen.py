"""A report as a piece of a page: the same blocks in the same order, by a template for each."""

from collections.abc import Iterator

from django.template.loader import render_to_string

from expo.dashboard.pictures import drawn as pictures
from expo.dashboard.reports import documents
from expo.dashboard.reports.documents import Block, Document, Part
from expo.dashboard.tables import Column, cells

TEMPLATES: dict[type[Block], str] = {
    documents.Heading: "heading",
    documents.Paragraph: "paragraph",
    documents.Items: "items",
    documents.Facts: "facts",
    documents.Figures: "figures",
    documents.Grid: "grid",
    documents.Picture: "picture",
    documents.Plan: "plan",
    documents.Terms: "terms",
}


def drawn(document: Document) -> str:
    """An <article> that a page or a file takes in."""
    terms = document.terms
    return render_to_string(
        "reports/article.html",
        {
            "report": document,
            "parts": [(part, list(_blocks(part, terms))) for part in document.parts],
        },
    )


def _blocks(
    part: Part, terms: dict[tuple[str, str], documents.Term]
) -> Iterator[dict[str, object]]:
    for number, block in enumerate(part.blocks, 1):
        told: dict[str, object] = {
            "template": f"reports/blocks/{TEMPLATES[type(block)]}.html",
            "block": block,
            "key": f"{part.key}-{number}",
        }
        if isinstance(block, documents.Grid):
            told |= _grid(block, terms)
        if isinstance(block, documents.Picture):
            told["svg"] = _svg(block, f"{part.key}-{number}")
        yield told


def _svg(block: documents.Picture, key: str) -> str:
    return pictures.svg(block.chart, key=key)


def _grid(block: documents.Grid, terms: dict[tuple[str, str], documents.Term]) -> dict[str, object]:
    table = block.table
    return {
        "heads": [_head(column, terms) for column in cells.shown(table)],
        "lines": list(cells.lines(table)),
        "total": cells.total(table) if table.total else [],
    }


def _head(
    column: Column, terms: dict[tuple[str, str], documents.Term]
) -> tuple[Column, documents.Term | None]:
    return column, terms.get((str(column.label), str(column.meaning)))
