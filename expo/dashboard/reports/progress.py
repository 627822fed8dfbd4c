"""How a report is shown: its state as a word, how far it is, and what is read out of it."""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from expo.dashboard.reports.failures import Failure
from expo.dashboard.reports.registry import MAKERS
from expo.models import ReportRun

QUARTERS = 4


class State(StrEnum):
    WAITING = "waiting"
    MAKING = "making"
    READY = "ready"
    FAILED = "failed"


WORDS = {
    State.WAITING: _("Waiting"),
    State.MAKING: pgettext_lazy("report", "Being made"),
    State.READY: pgettext_lazy("report", "Ready"),
    State.FAILED: _("Failed"),
}
PROGRESS = [
    _("The report is being made."),
    _("A quarter of the report is made."),
    _("Half of the report is made."),
    _("Three quarters of the report are made."),
    _("The report is made; the file is being stored."),
]


@dataclass(frozen=True, slots=True)
class Progress:
    """A run, as those who plan see it."""

    run: ReportRun

    @property
    def state(self) -> State:
        if self.run.is_due:
            return State.MAKING if self.run.begun_at else State.WAITING
        return State.FAILED if self.run.failure else State.READY

    @property
    def word(self) -> str | Promise:
        return WORDS[self.state]

    @property
    def ending(self) -> str:
        return MAKERS[self.run.kind].ending

    @property
    def kilobytes(self) -> int:
        """How large the file is, rounded up; 0 where it has gone."""
        try:
            return -(-self.run.file.size // 1024)
        except (OSError, ValueError):
            return 0

    @property
    def digest(self) -> str:
        return bytes(self.run.digest).hex() if self.run.digest else ""

    @property
    def milestone(self) -> str:
        """What has changed when something is worth being read out: the state, or a quarter."""
        return f"{self.state}{self._quarter}" if self.state is State.MAKING else self.state

    @property
    def sentence(self) -> str | Promise:
        """What is read out at a milestone."""
        match self.state:
            case State.WAITING:
                return _("The report is made as soon as a worker is free.")
            case State.MAKING:
                return PROGRESS[self._quarter]
            case State.READY:
                return _("The report is ready.")
        known = self.run.failure in Failure
        return Failure(self.run.failure if known else Failure.BROKEN).label

    @property
    def _quarter(self) -> int:
        return self.run.steps_done * QUARTERS // max(self.run.steps, 1)
