"""Slips: what a kiosk holds in its hand between two questions, instead of the server remembering.

A slip names the kiosk, the ticket, the scan that a yes will store and its moment. Signed, so that a
kiosk prints only what was looked up at it, and good for five minutes.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Self
from uuid import UUID, uuid4

from django.core import signing
from django.core.cache import cache
from django.utils.translation import gettext_lazy as _

from expo.errors import Refused
from visitors.models import Device

GOOD_FOR = timedelta(minutes=5)


class SlipNotGood(Refused):
    code = "slip_not_good"
    message = _("This took too long. Please start again.")


class Step(StrEnum):
    """What a slip is good for: a yes, and then one badge."""

    YES = "kiosk.yes"
    BADGE = "kiosk.badge"


@dataclass(frozen=True, slots=True)
class Slip:
    """`at` is the fair's clock at the look-up, and the time of the scan."""

    device: int
    ticket: int
    scan: UUID
    at: datetime

    @classmethod
    def of(cls, device: Device, ticket: int, at: datetime) -> Self:
        return cls(device.pk, ticket, uuid4(), at)

    def sign(self, step: Step) -> str:
        said = [self.device, self.ticket, self.scan.hex, self.at.isoformat()]
        return signing.dumps(said, salt=step)


def read(text: str, step: Step, device: Device) -> Slip:
    """Read a slip of this kiosk for this step. Raises SlipNotGood."""
    try:
        kiosk, ticket, scan, at = signing.loads(text, salt=step, max_age=GOOD_FOR)
    except signing.BadSignature as error:
        raise SlipNotGood from error
    if kiosk != device.pk:
        raise SlipNotGood
    return Slip(kiosk, ticket, UUID(scan), datetime.fromisoformat(at))


def use(slip: Slip) -> None:
    """Let a badge be fetched once. Raises SlipNotGood the second time.

    A dead cache knows of no first time and answers None: badges are printed all the same."""
    if cache.add(f"kiosk-badge:{slip.scan}", 1, GOOD_FOR.total_seconds()) is False:
        raise SlipNotGood
