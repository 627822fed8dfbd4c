"""Who gets what from which address: one row per endpoint and method, one column per asker.

`test_permissions.py` walks the URL resolver and fails for an endpoint that is missing here. A
stranger (logged in, without a role in this edition) gets 404 for things he may not know of.
"""

from dataclasses import dataclass, field
from typing import Any

ASKERS = [
    "anonymous",
    "stranger",
    "exhibitor",
    "door_supervisor",
    "planner",
    "privacy_officer",
    "organiser",
    "device",
]


@dataclass(frozen=True)
class Row:
    """One endpoint and method. `otherwise` is what everybody gets who is not named."""

    name: str
    method: str = "get"
    kwargs: dict[str, str] = field(default_factory=dict)
    query: str = ""
    body: Any = None
    otherwise: int = 200
    but: dict[str, int] = field(default_factory=dict)

    def status_for(self, asker: str) -> int:
        return self.but.get(asker, self.otherwise)


EDITION = {"slug": "2023"}
NOBODYS = {"uuid": "00000000-0000-4000-8000-000000000000"}

ONLY_DEVICES = dict.fromkeys(ASKERS, 401) | {"device": 200}
READERS_OF_FIGURES = {"planner": 200, "organiser": 200}
COUNTERS_OF_HEADS = ("door_supervisor", "organiser")
NOT_LOGGED_IN = {"anonymous": 302, "device": 302}
"""Sent to the log-in page, since a device is no account."""

TABLE = [
    Row("healthz"),
    Row("readyz"),
    Row("metrics"),
    Row("home"),
    Row("signup", otherwise=404),
    Row("email", otherwise=404),
    Row("dashboard", otherwise=404, but=READERS_OF_FIGURES | NOT_LOGGED_IN),
    Row(
        "dashboard_feed",
        kwargs=EDITION,
        otherwise=404,
        but=READERS_OF_FIGURES | {"anonymous": 401, "device": 401},
    ),
    Row(
        "headcounts",
        otherwise=404,
        but=dict.fromkeys(COUNTERS_OF_HEADS, 200) | NOT_LOGGED_IN,
    ),
    Row(
        "headcounts",
        "post",
        body={},
        otherwise=404,
        but=dict.fromkeys(COUNTERS_OF_HEADS, 200) | NOT_LOGGED_IN,
    ),
    Row("withdrawal", "post", kwargs=NOBODYS, otherwise=404, but=NOT_LOGGED_IN),
    Row("api:spaces", kwargs=EDITION),
    Row("api:exhibitors", kwargs=EDITION),
    Row("api:sessions", kwargs=EDITION),
    Row("api:outages", kwargs=EDITION),
    Row("api:spaces", kwargs={"slug": "1999"}, otherwise=404),
    Row(
        "api:figures",
        kwargs=EDITION,
        otherwise=404,
        but=READERS_OF_FIGURES | {"anonymous": 403, "device": 403},
    ),
    Row(
        "api:attendance",
        kwargs=EDITION,
        query="?by=day",
        otherwise=404,
        but=READERS_OF_FIGURES | {"anonymous": 403, "device": 403},
    ),
    Row(
        "api:observations",
        kwargs=EDITION,
        otherwise=404,
        but=READERS_OF_FIGURES | {"door_supervisor": 200, "anonymous": 403, "device": 403},
    ),
    Row(
        "api:observations",
        "post",
        kwargs=EDITION,
        body={"area": "hall:9Z", "count": 1, "kind": "clicker"},
        otherwise=404,
        but=dict.fromkeys(COUNTERS_OF_HEADS, 422)
        | dict.fromkeys(["planner", "anonymous", "device"], 403),
    ),
    Row(
        "api:withdrawal",
        "post",
        kwargs=EDITION | NOBODYS,
        otherwise=404,
        but=dict.fromkeys(["planner", "anonymous", "device"], 403),
    ),
    Row(
        "api:published_figures",
        kwargs=EDITION,
        otherwise=404,
        but=READERS_OF_FIGURES | {"anonymous": 403, "device": 403},
    ),
    Row(
        "api:published_figures",
        "post",
        kwargs=EDITION,
        body={"figure": "daily_unique"},
        otherwise=404,
        but=dict.fromkeys(READERS_OF_FIGURES, 422) | {"anonymous": 403, "device": 403},
    ),
    Row(
        "api:published_figure",
        kwargs=EDITION | NOBODYS,
        otherwise=404,
        but={"anonymous": 403, "device": 403},
    ),
    Row("api:enrolment", "post", body={"enrolment_code": "not a code"}, otherwise=422),
    Row(
        "api:checkins", "post", body={"scans": []}, but=dict.fromkeys(ASKERS, 401) | {"device": 422}
    ),
    Row("api:snapshot", but=ONLY_DEVICES),
    Row("api:schema"),
    Row("api:docs"),
]

ELSEWHERE = {
    "admin": "tests of the admin walk its registry",
    "account": "allauth's own; closed sign-up has a test of its own",
    "mfa": "allauth's own",
}
"""Namespaces and name prefixes whose rows are proved elsewhere, and where."""
