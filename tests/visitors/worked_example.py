"""The worked example of STATISTICS.md: seventeen scans, and the figures they must give."""

from datetime import UTC, date, datetime, time, timedelta

from visitors.figures import OpenDay, Rules, Scan

RULES = Rules(
    timezone="Asia/Seoul",
    reentry="after_exit",
    days=[
        OpenDay(date(2023, 11, 23), time(10), time(18)),
        OpenDay(date(2023, 11, 24), time(10), time(18)),
        OpenDay(date(2023, 11, 25), time(10), time(17)),
    ],
)

PEOPLE = {
    "A1": "p1",
    "B1": "p2",
    "B2": "p2",  # a second registration, merged
    "C1": "p3",
    "D1": "p4",
    "E1": "p5",
    "H1": "p6",
    "S1": "p7",
    "R1": "p8",
    "G1": None,
}


def _scan(scan_id, badge, moment, direction="in", badge_class="visitor", **rest):
    scanned_at = datetime.fromisoformat(f"2023-11-{moment}").replace(tzinfo=UTC)
    return Scan(
        id=scan_id,
        badge=badge,
        gate=rest.pop("gate", "E1"),
        direction=direction,
        scanned_at=scanned_at,
        received_at=scanned_at + timedelta(seconds=1),
        badge_class=badge_class,
        **rest,
    )


SCANS = [
    _scan("s01", "A1", "23T01:05"),
    _scan("s02", "A1", "23T04:00", "out"),
    _scan("s03", "A1", "23T05:10"),  # re-entry
    _scan("s04", "B1", "23T01:06"),
    _scan("s05", "C1", "22T23:30", badge_class="exhibitor"),  # 08:30 local on the 23rd
    _scan("s06", "D1", "23T02:00", badge_class="media"),
    _scan("s07", "S1", "23T00:20", badge_class="staff"),
    _scan("s08", "G1", "23T02:30", badge_class="group", heads=12),
    _scan("s09", "H1", "23T03:00:00", gate="E1"),  # offline
    _scan("s10", "H1", "23T03:00:03", gate="E2"),  # offline: conflict
    _scan("s11", "R1", "23T03:30", outcome="refused", reason="revoked"),
    _scan("s12", "A1", "24T01:30"),
    _scan("s13", "B2", "24T01:40"),
    _scan("s14", "C1", "24T00:30", badge_class="exhibitor"),
    _scan("s15", "E1", "23T23:40"),  # 08:40 local on the 24th, still inside at opening
    _scan("s16", "E1", "24T07:59", voided=True),
    _scan("s17", "A1", "25T02:00"),
]

EXPECTED = {
    "as_of": None,
    "days": [
        {"day": "2023-11-23", "entries": 4, "daily_unique": 3, "unidentified": 12},
        {"day": "2023-11-24", "entries": 3, "daily_unique": 3, "unidentified": 0},
        {"day": "2023-11-25", "entries": 1, "daily_unique": 1, "unidentified": 0},
    ],
    "totals": {
        "entries": 8,
        "visits": 7,
        "visitors": 4,
        "repeat": 3,
        "unidentified": 12,
        "conflicts": 1,
        "refused": 1,
        "voided": 1,
    },
    "classes": {"exhibitor": 2, "media": 1, "staff": 1},
}
