"""The crowd's headcounts of the fair as a whole, told as everybody tells them."""

from datetime import datetime
from uuid import UUID, uuid4

from expo.models import Edition
from visitors import areas, observations
from visitors.crowd import Headcount
from visitors.models import Observation, ObservationKind


def tell(
    edition: Edition, planned: Headcount, *, at: datetime, uuid: UUID | None = None
) -> Observation:
    """Store it as received at that moment. Raises what `observations.tell` does."""
    said = observations.Headcount(
        area=areas.fair(edition),
        count=planned.count,
        kind=ObservationKind.SWEEP if planned.is_sweep else ObservationKind.CLICKER,
        observed_at=planned.at,
        uuid=uuid or uuid4(),
    )
    return observations.tell(edition, said, at=at).observation
