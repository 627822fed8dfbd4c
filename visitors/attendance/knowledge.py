"""What is taken as known when figures are asked for: by whom was told what, up to when."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Self

from django.utils.translation import gettext_lazy as _

from expo import editions
from expo.errors import Refused
from expo.models import Edition
from visitors.figures import Rules


class AsOfTooEarly(Refused):
    code = "as_of_too_early"
    message = _("The edition had not begun at that time.")


class AsOfInTheFuture(Refused):
    code = "as_of_in_the_future"
    message = _("That time has not come yet.")


@dataclass(frozen=True, slots=True)
class Knowledge:
    """Up to when scans and headcounts had been received, and voids, merges and class adjustments
    been made.

    All aware, by the fair's clock. What was made and undone again by then was not known. Each is
    cut by itself, so that the difference between two answers can be told by its reasons; scans
    also by when they happened (`scanned_until`), which tells a day that went on from scans that
    came in late."""

    scans: datetime
    voids: datetime
    merges: datetime
    adjustments: datetime
    headcounts: datetime
    scanned_until: datetime | None = None

    @classmethod
    def at(cls, moment: datetime) -> Self:
        """All that the server knew at that moment."""
        return cls(moment, moment, moment, moment, moment)

    def parameters(self) -> dict[str, datetime | None]:
        """As the statements ask for it."""
        return {f"known_{what}": until for what, until in asdict(self).items()}

    @property
    def moment(self) -> datetime:
        """The moment of the fair that is told of: where its scans end."""
        return min(self.scans, self.scanned_until or self.scans)


def as_of(edition: Edition, rules: Rules, moment: datetime) -> Knowledge:
    """All that the server knew at a past moment of the edition.

    Raises AsOfTooEarly and AsOfInTheFuture, telling which are allowed (`earliest`, `latest`)."""
    earliest, latest = rules.show_days[0].starts, editions.now(edition)
    allowed = {
        "earliest": earliest.astimezone(edition.tz).isoformat(),
        "latest": latest.astimezone(edition.tz).isoformat(),
    }
    if moment < earliest:
        raise AsOfTooEarly(**allowed)
    if moment > latest:
        raise AsOfInTheFuture(**allowed)
    return Knowledge.at(moment)
