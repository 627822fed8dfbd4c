"""What a card of the list shows of somebody who takes part: words alone, and no row of a table.

So two that are equal look the same, and one of them need not be drawn again."""

from dataclasses import dataclass

from booths.directory.passages import Passage
from booths.directory.rows import Row
from booths.models import Operation

SHOWN = 3
"""Exhibits that are named; of the others the card says how many they are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Face:
    """`logo` is its digest or empty, `main` whom it stands with. Without spaces no state is
    shown."""

    code: str
    name: Passage
    name_beside: Passage
    summary: Passage
    logo: str
    sector: str
    exhibits: tuple[Passage, ...]
    more_exhibits: int
    spaces: tuple[str, ...]
    halls: tuple[str, ...]
    main: Passage
    is_represented: bool
    state: Operation


def face(row: Row) -> Face:
    return Face(
        code=row.exhibitor.code,
        name=row.name,
        name_beside=row.name_beside,
        summary=row.summary,
        logo=row.logo or "",
        sector=row.exhibitor.get_sector_display(),
        exhibits=tuple(row.exhibits[:SHOWN]),
        more_exhibits=max(len(row.exhibits) - SHOWN, 0),
        spaces=tuple(row.codes),
        halls=tuple(str(hall.name) for hall in row.halls),
        main=row.main,
        is_represented=row.is_represented,
        state=row.state,
    )
