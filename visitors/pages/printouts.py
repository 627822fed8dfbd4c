"""How a run of badges is shown: its state as a word, how far it is, and what is read out of it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.contrib.humanize.templatetags.humanize import intcomma
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from visitors import badge_runs
from visitors.badge_runs import Failure
from visitors.models import BadgeRun

QUARTERS = 4


class State(StrEnum):
    WAITING = "waiting"
    PRINTING = "printing"
    READY = "ready"
    GONE = "gone"
    CANCELLED = "cancelled"
    FAILED = "failed"


WORDS = {
    State.WAITING: _("Waiting"),
    State.PRINTING: _("Being drawn"),
    State.READY: _("Ready"),
    State.GONE: _("File destroyed"),
    State.CANCELLED: _("Cancelled"),
    State.FAILED: _("Failed"),
}
PROGRESS = [
    _("The badges are being drawn."),
    _("A quarter of the badges is drawn."),
    _("Half of the badges are drawn."),
    _("Three quarters of the badges are drawn."),
    _("The badges are drawn; the file is being stored."),
]


@dataclass(frozen=True, slots=True)
class Printout:
    """A run, as the desk sees it."""

    run: BadgeRun

    @property
    def state(self) -> State:
        if self.run.is_due:
            return State.PRINTING if self.run.begun_at else State.WAITING
        if self.run.failure:
            is_cancelled = self.run.failure == Failure.CANCELLED
            return State.CANCELLED if is_cancelled else State.FAILED
        return State.READY if self.run.has_file else State.GONE

    @property
    def word(self) -> str | Promise:
        return WORDS[self.state]

    @property
    def badges(self) -> int:
        return len(self.run.tickets)

    @property
    def gone_at(self) -> datetime | None:
        return badge_runs.gone_at(self.run)

    @property
    def milestone(self) -> str:
        """What has changed when something is worth being read out: the state, or a quarter."""
        return f"{self.state}{self._quarter}" if self.state is State.PRINTING else self.state

    @property
    def sentence(self) -> str | Promise:
        """What is read out at a milestone."""
        match self.state:
            case State.WAITING:
                return _("The badges are printed as soon as a worker is free.")
            case State.PRINTING:
                return PROGRESS[self._quarter]
            case State.READY:
                return self._ready
            case State.GONE:
                return _("The file was destroyed a day after it was made: it held names.")
        return Failure(self.run.failure).label

    @property
    def _quarter(self) -> int:
        return self.run.printed * QUARTERS // self.badges

    @property
    def _ready(self) -> str:
        printed = self.run.printed
        words = ngettext("%(count)s badge is ready.", "%(count)s badges are ready.", printed)
        return words % {"count": intcomma(printed)}
