"""The reference fair as the crowd knows it, without a database."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from visitors.crowd import Ceremony, Fair, OpenDay

BUSAN = ZoneInfo("Asia/Seoul")


def local(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2023, 11, day, hour, minute, tzinfo=BUSAN).astimezone(UTC)


def open_day(index: int, day: int, closes: int) -> OpenDay:
    return OpenDay(index, date(2023, 11, day), local(day, 10), local(day, closes))


CEREMONIES = (
    Ceremony("S1", "S1", 2, local(25, 10, 30), local(25, 11, 40), 500, takes_reservations=True),
    Ceremony(
        "S2",
        "S2",
        2,
        local(25, 13),
        local(25, 13, 30),
        300,
        takes_reservations=True,
        reservations_only=True,
    ),
    Ceremony("S3", "S3", 2, local(25, 13, 40), local(25, 14, 30), 300, takes_reservations=True),
)
FAIR = Fair(
    days=(open_day(0, 23, 18), open_day(1, 24, 18), open_day(2, 25, 17)),
    entrances=("E1", "E2", "E3", "E4"),
    halls=("4B", "4C", "4D", "4E"),
    booths=tuple(f"A-{number:02}" for number in range(1, 94)),
    desks=("DESK",),
    ceremonies=CEREMONIES,
)
BARE_FAIR = Fair(days=FAIR.days[:1], entrances=("E1",))
