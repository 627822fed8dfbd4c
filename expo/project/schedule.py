"""What beat sweeps, and how often. A lost message only delays: a sweep finds what is due."""

from typing import Any

SCHEDULE: dict[str, dict[str, Any]] = {
    "count what is new": {
        "task": "visitors.count_due",
        "schedule": 5.0,
        "options": {"expires": 5.0},  # a sweep that nobody was there for is not made up for
    },
    "seal what is new": {
        "task": "visitors.seal_due",
        "schedule": 10.0,
        "options": {"expires": 10.0},
    },
}
