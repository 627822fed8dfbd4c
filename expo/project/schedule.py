"""What beat sweeps, and how often. A lost message only delays: the sweep finds the work in the database."""

from typing import Any

SCHEDULE: dict[str, dict[str, Any]] = {
    "count what is new": {
        "task": "visitors.count_due",
        "schedule": 5.0,
        "options": {"expires": 5.0},  # a sweep that nobody was there for is not made up for
    },
}
