"""What beat sweeps, and how often. A lost message only delays: the sweep finds the work in the database."""

from typing import Any

SCHEDULE: dict[str, dict[str, Any]] = {}
