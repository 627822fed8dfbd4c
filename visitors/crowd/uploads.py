"""How the passages reach the server: which phone sends what, when, and how often.

History is sent in slices: what a phone scanned in ten minutes goes up together at their end, slice
by slice over all gates, so that a guest's coming and going arrive in their order. A gate without a
network keeps everything and sends it when it is back.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from visitors.crowd.passages import Blackout, Passage, Phone

SLICE = timedelta(minutes=10)
LONG_SLICE = timedelta(hours=4)  # of phones whose scans nobody waits for: booths and desks
BACK_AFTER = timedelta(minutes=2)  # how long a gate that is back needs to begin
PER_UPLOAD = 500
TWICE = 40  # one upload in so many is sent a second time
EPOCH = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Upload:
    """One call of the API, received at `at`. `late` names the blackout in which the phone decided
    by itself; `twice` says that the phone never saw the answer and sends the same again."""

    at: datetime
    phone: Phone
    passages: tuple[Passage, ...]
    late: Blackout | None = None
    twice: bool = False


def uploads(
    passages: Iterable[Passage], blackouts: Sequence[Blackout], patient: Iterable[str] = ()
) -> list[Upload]:
    """All uploads of one day in the order of receipt. `patient` gates send every few hours."""
    batches: dict[tuple[datetime, Phone, Blackout | None], list[Passage]] = defaultdict(list)
    patient = frozenset(patient)
    for passage in passages:
        late = next((blackout for blackout in blackouts if blackout.covers(passage)), None)
        slice_ = LONG_SLICE if passage.phone.gate in patient else SLICE
        sent = late.ends + BACK_AFTER if late else _end_of(slice_, passage.at)
        batches[sent, passage.phone, late].append(passage)
    listed = [upload for key, batch in batches.items() for upload in _parts(*key, batch)]
    listed.sort(key=lambda upload: (upload.at, upload.phone.name))
    return list(_doubled(listed))


def _end_of(slice_: timedelta, at: datetime) -> datetime:
    return EPOCH + slice_ * ((at - EPOCH) // slice_ + 1)


def _parts(
    sent: datetime, phone: Phone, late: Blackout | None, batch: Sequence[Passage]
) -> Iterator[Upload]:
    """A batch holds at most 500 scans; the rest follows a second later."""
    for place, first in enumerate(range(0, len(batch), PER_UPLOAD)):
        part = tuple(batch[first : first + PER_UPLOAD])
        yield Upload(sent + timedelta(seconds=place), phone, part, late)


def _doubled(listed: Sequence[Upload]) -> Iterator[Upload]:
    for place, upload in enumerate(listed):
        if place % TWICE == TWICE // 2 or place == len(listed) - 1:
            yield Upload(upload.at, upload.phone, upload.passages, upload.late, twice=True)
        else:
            yield upload
