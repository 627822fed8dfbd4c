"""The organiser's verdicts on the proposals of one exhibitor: approve, send back, or later."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from booths.models import ListingChange
from booths.moderation import Verdict, decisions
from booths.moderation.comparing import Comparison
from expo.errors import Refused

Posted = Mapping[str, str]

APPROVE, REFUSE, LATER = "approve", "refuse", "later"
ALL = "all"


@dataclass(slots=True)
class Choice:
    """One proposal with what was chosen for it, and what is wrong with the reason."""

    comparison: Comparison
    chosen: str
    reason: str
    fault: str = ""

    @property
    def key(self) -> str:
        return str(self.comparison.change.uuid)


class VerdictForm:
    """Reads `verdict-<uuid>` and `reason-<uuid>`; or `all` with `reason-all` for whatever waits.

    An outdated proposal can only be sent back, whatever the form says."""

    def __init__(self, comparisons: Sequence[Comparison], posted: Posted | None) -> None:
        self.posted = posted or {}
        self.all = self.posted.get(ALL, "")
        self.reason = self.posted.get("reason-all", "")
        self.fault = ""
        self.choices = [self._choice(comparison) for comparison in comparisons]

    def is_valid(self) -> bool:
        """Whether each that is sent back says why."""
        for choice in self.choices:
            if choice.chosen == REFUSE:
                choice.fault = _fault(choice.reason)
        if self.all == REFUSE:
            self.fault = _fault(self.reason)
        return not self.faults

    @property
    def faults(self) -> list[str]:
        own = [] if self.all == REFUSE else [choice.fault for choice in self.choices]
        return [fault for fault in (self.fault, *own) if fault]

    def verdicts(self) -> dict[ListingChange, Verdict]:
        return {
            choice.comparison.change: Verdict(choice.reason if choice.chosen == REFUSE else None)
            for choice in self.choices
            if choice.chosen in {APPROVE, REFUSE}
        }

    def _choice(self, comparison: Comparison) -> Choice:
        key = comparison.change.uuid
        if self.all == REFUSE:
            return Choice(comparison, REFUSE, self.reason)
        chosen = self.all or self.posted.get(f"verdict-{key}", LATER)
        if comparison.is_outdated and chosen == APPROVE:
            chosen = LATER
        return Choice(comparison, chosen, self.posted.get(f"reason-{key}", ""))


def _fault(reason: str) -> str:
    try:
        decisions.fit_reason(reason)
    except Refused as refusal:
        return str(refusal.message)
    return ""
