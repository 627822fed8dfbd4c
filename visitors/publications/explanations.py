"""The difference in one sentence, for whoever has to explain it: in Korean and in English."""

from collections import Counter
from collections.abc import Iterator

from django.utils import translation
from django.utils.translation import gettext, ngettext_lazy
from django.utils.translation import gettext_lazy as _

from visitors.publications.differences import Difference
from visitors.publications.reasons import Reason, ReasonKind
from visitors.publications.sentences import amount

MOST_GATES = 4

LABELS = {
    ReasonKind.LATE_SCANS: _("Scans that came in late"),
    ReasonKind.LATER_SCANS: _("Scans made afterwards"),
    ReasonKind.VOIDS: _("Scans taken back"),
    ReasonKind.MERGES: _("Merges of persons"),
    ReasonKind.ADJUSTMENTS: _("Class adjustments"),
    ReasonKind.HEADCOUNTS: _("Headcounts"),
    ReasonKind.UNEXPLAINED: _("Changed rules, or a changed log"),
}
ROWS = {
    ReasonKind.LATE_SCANS: ngettext_lazy(
        "%(count)s scan that came in late", "%(count)s scans that came in late", "rows"
    ),
    ReasonKind.LATER_SCANS: ngettext_lazy(
        "%(count)s scan made afterwards", "%(count)s scans made afterwards", "rows"
    ),
    ReasonKind.VOIDS: ngettext_lazy(
        "%(count)s scan taken back", "%(count)s scans taken back", "rows"
    ),
    ReasonKind.MERGES: ngettext_lazy(
        "%(count)s merge made or undone", "%(count)s merges made or undone", "rows"
    ),
    ReasonKind.ADJUSTMENTS: ngettext_lazy(
        "%(count)s class adjustment made or undone",
        "%(count)s class adjustments made or undone",
        "rows",
    ),
    ReasonKind.HEADCOUNTS: ngettext_lazy(
        "%(count)s headcount told or withdrawn", "%(count)s headcounts told or withdrawn", "rows"
    ),
}


def explained(found: Difference) -> tuple[str, str]:
    """The Korean sentence and the English one: both values, and every reason with an effect."""
    korean, english = (_explained_in(language, found) for language in ("ko", "en"))
    return korean, english


def signed(effect: int) -> str:
    """With its sign, a real minus: +1,234, −5, 0."""
    return f"{effect:+,}".replace("-", "−") if effect else "0"


def _explained_in(language: str, found: Difference) -> str:
    with translation.override(language):
        reasons = ", ".join(_phrase(reason) for reason in found.reasons if reason.effect)
        head = _head(found)
        return f"{head}: {reasons}." if reasons else f"{head}."


def _head(found: Difference) -> str:
    was = amount(found.published.figure, found.value)
    if not found.change:
        return gettext("Published as %(was)s, and the same today") % {"was": was}
    return gettext("Published as %(was)s, today %(now)s (%(change)s)") % {
        "was": was,
        "now": amount(found.published.figure, found.now),
        "change": signed(found.change),
    }


def _phrase(reason: Reason) -> str:
    words = {"effect": signed(reason.effect), "what": _what(reason)}
    return gettext("%(effect)s from %(what)s") % words


def _what(reason: Reason) -> str:
    """So many rows of the kind; of late ones also from which gates, most first."""
    if reason.kind not in ROWS:
        return str(LABELS[reason.kind])
    what = str(ROWS[reason.kind] % {"rows": reason.rows, "count": f"{reason.rows:,}"})
    if reason.kind is not ReasonKind.LATE_SCANS:
        return what
    return gettext("%(what)s (%(gates)s)") % {"what": what, "gates": ", ".join(_gates(reason))}


def _gates(reason: Reason) -> Iterator[str]:
    gates: Counter[str] = Counter()
    for source in reason.sources:
        gates[source.gate] += source.rows
    yield from (f"{gate} {rows:,}" for gate, rows in gates.most_common(MOST_GATES))
    if len(gates) > MOST_GATES:
        yield "…"
