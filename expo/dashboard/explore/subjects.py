"""The ways to take figures apart, which figures each can tell, and how they can be narrowed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from expo.dashboard.tables.shapes import Words
from visitors.attendance import slices
from visitors.attendance.slices import By
from visitors.models import AreaKind

DAY, PLACE, GATE, CLASS = "day", "place", "gate", "class"
OF_BOOTHS = ("visits", "entries", "unidentified")
OF_ALL_DAYS = ("visitors", "repeat")


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """`by`: as which the numbers are asked for; none: sectors, which are known to booths alone.

    `kind`: of which places. `is_sum`: whether its lines are parts of one whole."""

    key: str
    label: Words
    line: Words
    by: By | None
    figures: Sequence[str]
    filters: Sequence[str] = ()
    kind: AreaKind | None = None
    is_sum: bool = True
    is_ordered: bool = False

    def filters_for(self, figure: str) -> list[str]:
        """Those whose sums can answer for the figure."""
        return [name for name in self.filters if ANSWERS[name](figure)]


ANSWERS: dict[str, Callable[[str], bool]] = {
    DAY: lambda figure: figure not in OF_ALL_DAYS,
    PLACE: lambda figure: True,
    GATE: lambda figure: figure in slices.FLOWS,
    CLASS: lambda figure: figure == "visits",
}

SUBJECTS = {
    subject.key: subject
    for subject in [
        Subject(
            key="day",
            label=_("By day"),
            line=_("Day"),
            by=By.DAY,
            figures=slices.FIGURES[By.DAY],
            filters=(PLACE, GATE, CLASS),
            is_ordered=True,
        ),
        Subject(
            key="hour",
            label=_("By hour of the day"),
            line=_("Hour"),
            by=By.HOUR,
            figures=slices.FIGURES[By.HOUR],
            filters=(DAY, PLACE, GATE),
            is_ordered=True,
        ),
        Subject(
            key="gate",
            label=_("By gate"),
            line=_("Gate"),
            by=By.GATE,
            figures=slices.FIGURES[By.GATE],
            filters=(DAY, PLACE),
        ),
        Subject(
            key="hall",
            label=_("By hall"),
            line=_("Hall"),
            by=By.PLACE,
            kind=AreaKind.HALL,
            figures=slices.FIGURES[By.PLACE],
            filters=(DAY,),
            is_sum=False,
        ),
        Subject(
            key="session",
            label=_("By session"),
            line=_("Session"),
            by=By.PLACE,
            kind=AreaKind.SESSION,
            figures=slices.FIGURES[By.PLACE],
            filters=(DAY,),
            is_sum=False,
        ),
        Subject(
            key="booth",
            label=_("By booth"),
            line=_("Booth"),
            by=By.PLACE,
            kind=AreaKind.BOOTH,
            figures=OF_BOOTHS,
            filters=(DAY,),
        ),
        Subject(
            key="sector",
            label=_("By sector"),
            line=_("Sector"),
            by=None,
            figures=OF_BOOTHS,
            filters=(DAY,),
        ),
        Subject(
            key="class",
            label=_("By class"),
            line=_("Class"),
            by=By.CLASS,
            figures=slices.FIGURES[By.CLASS],
            filters=(DAY, PLACE),
        ),
        Subject(
            key="visit",
            label=_("By first visit or repeat visit"),
            line=_("Visit"),
            by=By.VISIT,
            figures=slices.FIGURES[By.VISIT],
            filters=(DAY, PLACE),
        ),
        Subject(
            key="registration",
            label=_("By way of registering"),
            line=_("Way of registering"),
            by=By.REGISTRATION,
            figures=slices.FIGURES[By.REGISTRATION],
            filters=(DAY,),
        ),
    ]
}
