"""What a report consists of, whatever it is drawn on. Words are in the report's language.

Painters (`paper` for PDF, `screen` for HTML) draw the same parts in the same order, and nothing
else: whatever is told stands here once."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from booths.plans import Drawing
from expo.charts import Chart
from expo.dashboard.tables import Table


@dataclass(frozen=True, slots=True)
class Heading:
    """Of a piece of a part."""

    words: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    words: str
    is_quiet: bool = False
    """Said beside the matter: how to read it, where it comes from."""


@dataclass(frozen=True, slots=True)
class Items:
    """A list, numbered or not."""

    items: Sequence[str]
    is_numbered: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """What is asked, and the answer."""

    rows: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with its unit, what it means, and what is to be known beside it."""

    label: str
    value: str
    meaning: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Figures:
    """Numbers that stand for themselves, each with its definition."""

    figures: Sequence[Figure]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table; columns whose words need room have a `weight` above 1, by their keys."""

    table: Table
    weights: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Picture:
    chart: Chart


@dataclass(frozen=True, slots=True)
class Swatch:
    """A line of the plan's legend: a booth of that sector and state, and the word for it."""

    sector: str
    state: str
    word: str


@dataclass(frozen=True, slots=True)
class Plan:
    """The floor plan: the same booths stand in a table beside it."""

    title: str
    summary: str
    drawing: Drawing
    legend: Sequence[Swatch]


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the figures; `key` is where its definition stands in the report."""

    key: str
    label: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Terms:
    """Definitions, to which the heads of columns lead."""

    terms: Sequence[Term]


Block = Heading | Paragraph | Items | Facts | Figures | Grid | Picture | Plan | Terms


@dataclass(frozen=True, slots=True)
class Part:
    """`key` names it in addresses and never changes."""

    key: str
    title: str
    blocks: Sequence[Block]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cover:
    """`above` stands over the title; under it the `kind` of report and the fair's `theme`."""

    above: str
    title: str
    kind: str
    theme: str
    facts: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A whole report. `foot` stands on every page; the words are those of the edges of a report."""

    language: str
    title: str
    foot: str
    cover: Cover
    parts: Sequence[Part]

    @property
    def terms(self) -> dict[tuple[str, str], Term]:
        """By label and meaning, as a column has them."""
        return {(term.label, term.meaning): term for term in terms_of(self.parts)}


def terms_of(parts: Sequence[Part]) -> list[Term]:
    """Every definition of a column, once, in the order in which they are met."""
    told = dict.fromkeys(
        (str(column.label), str(column.meaning))
        for part in parts
        for block in part.blocks
        if isinstance(block, Grid)
        for column in block.table.columns
        if column.meaning
    )
    return [Term(f"term-{number}", *words) for number, words in enumerate(told, 1)]
