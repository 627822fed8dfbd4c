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
NOBODY_ELSES = {"other": "00000000-0000-4000-8000-000000000001"}
NO_TICKET = {"ticket": "0" * 16}
NO_LINK = {"token": "A" * 48}
NO_SCREEN = {"token": "A" * 32}
NOBODYS = {"uuid": "00000000-0000-4000-8000-000000000000"}
NO_DRAFT = {"draft": NOBODYS["uuid"]}
NO_COMPANION = {"companion": "00000000-0000-4000-8000-000000000000"}
NO_LEAD = {"lead": "00000000-0000-4000-8000-000000000000"}
NO_EXHIBITOR = {"exhibitor": "00000000-0000-4000-8000-000000000000"}
NO_MEMBER = NO_EXHIBITOR | {"pk": 0}
NO_ORDER = NO_EXHIBITOR | {"kind": "power"}
NO_PASS = NO_EXHIBITOR | {"pk": "1"}

ONLY_DEVICES = dict.fromkeys(ASKERS, 401) | {"device": 200}
READERS_OF_FIGURES = {"planner": 200, "organiser": 200}
COUNTERS_OF_HEADS = ("door_supervisor", "organiser")
NOT_LOGGED_IN = {"anonymous": 302, "device": 302}
"""Sent to the log-in page, since a device is no account."""
NOT_LOGGED_IN_TO_API = {"anonymous": 403, "device": 403}
WRITTEN_BADLY = {"organiser": 400} | NOT_LOGGED_IN_TO_API
"""Only an organiser gets as far as to what is wrong with it."""
AT_THE_DESK = dict.fromkeys(COUNTERS_OF_HEADS, 200) | NOT_LOGGED_IN

TABLE = [
    Row("healthz"),
    Row("readyz"),
    Row("metrics"),
    Row("home"),
    Row("notices"),
    Row("privacy"),
    Row("exhibitors"),
    Row("exhibitor", kwargs={"code": "nobody"}, otherwise=404),
    Row("plan"),
    Row("plan_pdf", kwargs={"paper": "a3"}),
    Row("poster", kwargs={"code": "A-17"}, otherwise=404),
    Row("notices"),
    Row("states"),
    Row("programme"),
    Row("programme", query="?day=never", otherwise=404),
    Row("programme_feed"),
    Row("session", kwargs={"code": "nowhere"}, otherwise=404),
    Row("session_feed", kwargs={"code": "nowhere"}, otherwise=404),
    Row("gate"),
    Row("gate_worker"),
    Row("gate_manifest"),
    Row("gate_in_english", otherwise=302),
    Row("logo", kwargs={"digest": "0" * 64}, otherwise=404),
    Row("stay", but={"anonymous": 401, "device": 401}),
    Row("stay_warning"),
    Row("signup", otherwise=404),
    Row("email", otherwise=404),
    Row("dashboard", otherwise=404, but=READERS_OF_FIGURES | NOT_LOGGED_IN),
    Row("dashboard_edition", "get", EDITION, otherwise=404, but=READERS_OF_FIGURES | NOT_LOGGED_IN),
    Row(
        "dashboard_feed",
        kwargs=EDITION,
        otherwise=404,
        but=READERS_OF_FIGURES | {"anonymous": 401, "device": 401},
    ),
    Row("safety", kwargs=EDITION, otherwise=404, but=READERS_OF_FIGURES | NOT_LOGGED_IN),
    Row(
        "safety_feed",
        kwargs=EDITION,
        otherwise=404,
        but=READERS_OF_FIGURES | {"anonymous": 401, "device": 401},
    ),
    Row(
        "safety_file",
        kwargs=EDITION | {"name": "warnings", "ending": "csv"},
        otherwise=404,
        but=READERS_OF_FIGURES | NOT_LOGGED_IN,
    ),
    Row(
        *("acknowledgement", "post"),
        kwargs=EDITION | NOBODYS,
        otherwise=404,
        but=NOT_LOGGED_IN,
    ),
    Row("reports", kwargs=EDITION, otherwise=404, but=READERS_OF_FIGURES | NOT_LOGGED_IN),
    Row(
        *("reports", "post"),
        kwargs=EDITION,
        otherwise=404,
        but=READERS_OF_FIGURES | NOT_LOGGED_IN,
    ),
    Row("report", kwargs=EDITION | NOBODYS, otherwise=404, but=NOT_LOGGED_IN),
    Row(
        "report_file",
        kwargs=EDITION | NOBODYS | {"ending": "pdf"},
        otherwise=404,
        but=NOT_LOGGED_IN,
    ),
    Row("explore", kwargs=EDITION, otherwise=404, but=READERS_OF_FIGURES | NOT_LOGGED_IN),
    Row(
        "explore_rows",
        kwargs=EDITION,
        query="?figure=entries",
        otherwise=404,
        but={"organiser": 200} | NOT_LOGGED_IN,
    ),
    Row("heat", kwargs=EDITION, otherwise=404, but=READERS_OF_FIGURES | NOT_LOGGED_IN),
    Row(
        "heat_file",
        kwargs=EDITION | {"name": "heat", "ending": "csv"},
        otherwise=404,
        but=READERS_OF_FIGURES | NOT_LOGGED_IN,
    ),
    Row("wall", otherwise=404, but=READERS_OF_FIGURES | NOT_LOGGED_IN),
    Row(
        "wall_feed",
        otherwise=404,
        but=READERS_OF_FIGURES | {"anonymous": 401, "device": 401},
    ),
    Row("wall_screen", kwargs=NO_SCREEN, otherwise=404),
    Row("wall_screen_feed", kwargs=NO_SCREEN, otherwise=404),
    Row("wall_screens", kwargs=EDITION, otherwise=404, but=READERS_OF_FIGURES | NOT_LOGGED_IN),
    Row(
        *("wall_screens", "post"),
        kwargs=EDITION,
        otherwise=404,
        but=dict.fromkeys(READERS_OF_FIGURES, 422) | NOT_LOGGED_IN,
    ),
    Row("wall_screen_revocation", kwargs=EDITION | NOBODYS, otherwise=404, but=NOT_LOGGED_IN),
    Row(
        *("wall_screen_revocation", "post"),
        kwargs=EDITION | NOBODYS,
        otherwise=404,
        but=NOT_LOGGED_IN,
    ),
    Row("published", kwargs=EDITION, otherwise=404, but=READERS_OF_FIGURES | NOT_LOGGED_IN),
    Row("published_new", kwargs=EDITION, otherwise=404, but=READERS_OF_FIGURES | NOT_LOGGED_IN),
    Row(
        *("published_new", "post"),
        kwargs=EDITION,
        otherwise=404,
        but=READERS_OF_FIGURES | NOT_LOGGED_IN,
    ),
    Row("published_figure", kwargs=EDITION | NOBODYS, otherwise=404, but=NOT_LOGGED_IN),
    Row(
        "dashboard_table",
        kwargs=EDITION | {"name": "day", "ending": "csv"},
        otherwise=404,
        but=READERS_OF_FIGURES | NOT_LOGGED_IN,
    ),
    Row(
        "dashboard_chart",
        kwargs=EDITION | {"name": "day", "ending": "svg"},
        otherwise=404,
        but=READERS_OF_FIGURES | NOT_LOGGED_IN,
    ),
    Row("invitation", kwargs={"uid": "MQ", "token": "1abc:x"}, otherwise=410),
    Row("fresh_invitation", "post", kwargs={"uid": "MQ"}),
    Row("portal", otherwise=404, but={"exhibitor": 200} | NOT_LOGGED_IN),
    Row("portal_exhibitor", kwargs=NO_EXHIBITOR, otherwise=404, but=NOT_LOGGED_IN),
    Row("portal_status", kwargs=NO_EXHIBITOR, otherwise=404, but=NOT_LOGGED_IN),
    Row("portal_status", "post", kwargs=NO_EXHIBITOR, otherwise=404, but=NOT_LOGGED_IN),
    Row("portal_orders", kwargs=NO_EXHIBITOR, otherwise=404, but=NOT_LOGGED_IN),
    Row("portal_order", kwargs=NO_ORDER, otherwise=404, but=NOT_LOGGED_IN),
    Row("portal_order", "post", kwargs=NO_ORDER, otherwise=404, but=NOT_LOGGED_IN),
    Row("portal_passes", kwargs=NO_EXHIBITOR, otherwise=404, but=NOT_LOGGED_IN),
    Row("portal_passes", "post", kwargs=NO_EXHIBITOR, otherwise=404, but=NOT_LOGGED_IN),
    Row("portal_pass_end", "post", kwargs=NO_PASS, otherwise=404, but=NOT_LOGGED_IN),
    Row("portal_pass_pdf", kwargs=NO_PASS, otherwise=404, but=NOT_LOGGED_IN),
    Row("portal_guests", kwargs=NO_EXHIBITOR, otherwise=404, but=NOT_LOGGED_IN),
    Row("portal_leads", kwargs=NO_EXHIBITOR, otherwise=404, but=NOT_LOGGED_IN),
    Row("portal_leads_file", "post", kwargs=NO_EXHIBITOR, otherwise=404, but=NOT_LOGGED_IN),
    Row("portal_figures", kwargs=NO_EXHIBITOR, otherwise=404, but=NOT_LOGGED_IN),
    Row("portal_members", kwargs=NO_EXHIBITOR, otherwise=404, but=NOT_LOGGED_IN),
    Row("portal_members", "post", kwargs=NO_EXHIBITOR, otherwise=404, but=NOT_LOGGED_IN),
    Row("portal_member_role", "post", kwargs=NO_MEMBER, otherwise=404, but=NOT_LOGGED_IN),
    Row("portal_member_reminder", "post", kwargs=NO_MEMBER, otherwise=404, but=NOT_LOGGED_IN),
    Row("portal_member_end", kwargs=NO_MEMBER, otherwise=404, but=NOT_LOGGED_IN),
    Row("portal_member_end", "post", kwargs=NO_MEMBER, otherwise=404, but=NOT_LOGGED_IN),
    Row("portal_listing", kwargs=NO_EXHIBITOR, otherwise=404, but=NOT_LOGGED_IN),
    Row("portal_listing", "post", kwargs=NO_EXHIBITOR, otherwise=404, but=NOT_LOGGED_IN),
    Row("portal_preview", "post", kwargs=NO_EXHIBITOR, otherwise=404, but=NOT_LOGGED_IN),
    Row("portal_logo", "post", kwargs=NO_EXHIBITOR, otherwise=404, but=NOT_LOGGED_IN),
    Row("portal_proposals", kwargs=NO_EXHIBITOR, otherwise=404, but=NOT_LOGGED_IN),
    Row(
        "portal_withdrawal",
        "post",
        kwargs=NO_EXHIBITOR | {"proposal": NOBODYS["uuid"]},
        otherwise=404,
        but=NOT_LOGGED_IN,
    ),
    Row("register"),
    Row("register", "post", body={}),
    Row("register_step", kwargs=NO_DRAFT | {"step": "who"}, otherwise=404),
    Row("register_step", "post", kwargs=NO_DRAFT | {"step": "who"}, otherwise=404),
    Row("register_check", kwargs=NO_DRAFT, otherwise=404),
    Row("register_check", "post", kwargs=NO_DRAFT, otherwise=404),
    Row("register_done", kwargs=NO_DRAFT, otherwise=404),
    Row("unsubscription", kwargs={"token": "x"}, otherwise=404),
    Row("unsubscription", "post", kwargs={"token": "x"}, otherwise=404),
    Row("ticket_again"),
    Row("ticket_again", "post", body={}),
    Row("ticket_start", otherwise=302),
    Row("ticket_start", query="?opened=none"),
    Row("ticket_open", otherwise=302),
    Row("ticket_removal", "post", body={}, otherwise=302),
    Row("ticket_worker"),
    Row("ticket", kwargs=NO_LINK, otherwise=404),
    Row("ticket_pdf", kwargs=NO_LINK, otherwise=404),
    Row("ticket_days", kwargs=NO_LINK, otherwise=404),
    Row("ticket_renewal", "post", kwargs=NO_LINK, body={}, otherwise=404),
    Row("ticket_details", kwargs=NO_LINK, otherwise=404),
    Row("ticket_details", "post", kwargs=NO_LINK, otherwise=404),
    Row("ticket_companion", kwargs=NO_LINK | NO_COMPANION, otherwise=404),
    Row("ticket_companion", "post", kwargs=NO_LINK | NO_COMPANION, otherwise=404),
    Row("ticket_stay", kwargs=NO_LINK, otherwise=404),
    Row("ticket_stay", "post", kwargs=NO_LINK, otherwise=404),
    Row("ticket_cancellation", kwargs=NO_LINK, otherwise=404),
    Row("ticket_cancellation", "post", kwargs=NO_LINK, otherwise=404),
    Row("ticket_restoration", "post", kwargs=NO_LINK, otherwise=404),
    Row("ticket_consents", kwargs=NO_LINK, otherwise=404),
    Row("ticket_consents", "post", kwargs=NO_LINK, otherwise=404),
    Row("ticket_consent_withdrawal", "post", kwargs=NO_LINK | {"consent": 0}, otherwise=404),
    Row("ticket_data", kwargs=NO_LINK, otherwise=404),
    Row("ticket_data_file", kwargs=NO_LINK, otherwise=404),
    Row("ticket_erasure", kwargs=NO_LINK, otherwise=404),
    Row("ticket_erasure", "post", kwargs=NO_LINK, otherwise=404),
    Row("ticket_replacement", kwargs=NO_LINK, otherwise=404),
    Row("ticket_replacement", "post", kwargs=NO_LINK, otherwise=404),
    Row("ticket_exhibitors", kwargs=NO_LINK, otherwise=404),
    Row("ticket_exhibitors", "post", kwargs=NO_LINK, otherwise=404),
    Row("ticket_lead_withdrawal", "post", kwargs=NO_LINK | NO_LEAD, otherwise=404),
    Row("ticket_sessions", kwargs=NO_LINK, otherwise=404),
    Row("ticket_sessions_feed", kwargs=NO_LINK, otherwise=404),
    Row("ticket_session", kwargs=NO_LINK | {"code": "T1"}, otherwise=404),
    Row("ticket_reservation", "post", kwargs=NO_LINK | {"code": "T1"}, otherwise=404),
    Row("ticket_reservation_cancellation", "post", kwargs=NO_LINK | {"code": "T1"}, otherwise=404),
    Row("programme_states"),
    Row("desk", otherwise=404, but=AT_THE_DESK),
    Row("desk", "post", body={}, otherwise=404, but=AT_THE_DESK),
    Row("desk_registration", kwargs=NOBODYS, otherwise=404, but=NOT_LOGGED_IN),
    Row("desk_name", "post", kwargs=NOBODYS, otherwise=404, but=NOT_LOGGED_IN),
    Row("desk_cancellation", "post", kwargs=NOBODYS, otherwise=404, but=NOT_LOGGED_IN),
    Row("desk_restoration", "post", kwargs=NOBODYS, otherwise=404, but=NOT_LOGGED_IN),
    Row("desk_separation", "post", kwargs=NOBODYS, otherwise=404, but=NOT_LOGGED_IN),
    Row("desk_merge_choice", kwargs=NOBODYS, otherwise=404, but=NOT_LOGGED_IN),
    Row("desk_merge", kwargs=NOBODYS | NOBODY_ELSES, otherwise=404, but=NOT_LOGGED_IN),
    Row("desk_merge", "post", kwargs=NOBODYS | NOBODY_ELSES, otherwise=404, but=NOT_LOGGED_IN),
    Row("desk_ticket", kwargs=NO_TICKET, otherwise=404, but=NOT_LOGGED_IN),
    Row("desk_arrival", "post", kwargs=NO_TICKET, otherwise=404, but=NOT_LOGGED_IN),
    Row("desk_replacement", "post", kwargs=NO_TICKET, otherwise=404, but=NOT_LOGGED_IN),
    Row("walk_ins", otherwise=404, but=AT_THE_DESK),
    Row("walk_ins", "post", body={}, otherwise=404, but=AT_THE_DESK),
    Row("groups", otherwise=404, but=AT_THE_DESK),
    Row("groups", "post", body={}, otherwise=404, but=AT_THE_DESK),
    Row("group_list", otherwise=404, but=AT_THE_DESK),
    Row("group_list", "post", body={}, otherwise=404, but=AT_THE_DESK),
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
    Row(
        "kiosk", otherwise=404, but=dict.fromkeys([*COUNTERS_OF_HEADS, "anonymous", "device"], 200)
    ),
    Row(
        "kiosk_conversion",
        "post",
        body={},
        otherwise=404,
        but=dict.fromkeys(COUNTERS_OF_HEADS, 200) | NOT_LOGGED_IN,
    ),
    Row("kiosk_enrolment", "post", body={}),
    Row("kiosk_return", "post", body={}, otherwise=302),
    Row("kiosk_exit", "post", body={}, otherwise=302),
    Row("kiosk_visits", "post", body={}, otherwise=401),
    Row("kiosk_check_ins", "post", body={}, otherwise=401),
    Row("kiosk_badge", kwargs={"slip": "x"}, otherwise=401),
    Row("kiosk_call", "post", otherwise=401),
    Row("kiosk_call", "delete", otherwise=401),
    Row("kiosk_status", otherwise=401),
    Row("badge", kwargs={"ticket": "0" * 16}, otherwise=404, but=NOT_LOGGED_IN),
    Row(
        "badge_runs",
        otherwise=404,
        but=dict.fromkeys(COUNTERS_OF_HEADS, 200) | NOT_LOGGED_IN,
    ),
    Row(
        "badge_runs",
        "post",
        body={},
        otherwise=404,
        but=dict.fromkeys(COUNTERS_OF_HEADS, 200) | NOT_LOGGED_IN,
    ),
    Row("badge_run", kwargs=NOBODYS, otherwise=404, but=NOT_LOGGED_IN),
    Row("badge_run_file", kwargs=NOBODYS, otherwise=404, but=NOT_LOGGED_IN),
    Row("badge_run_cancellation", "post", kwargs=NOBODYS, otherwise=404, but=NOT_LOGGED_IN),
    Row("devices", otherwise=404, but=AT_THE_DESK),
    Row("device_rows", otherwise=404, but=AT_THE_DESK | {"anonymous": 401, "device": 401}),
    Row("device_new", otherwise=404, but=AT_THE_DESK),
    Row("device_new", "post", body={}, otherwise=404, but=AT_THE_DESK),
    Row("device", kwargs=NOBODYS, otherwise=404, but=NOT_LOGGED_IN),
    Row("device_code", kwargs=NOBODYS, otherwise=404, but=NOT_LOGGED_IN),
    Row("device_code", "post", kwargs=NOBODYS, otherwise=404, but=NOT_LOGGED_IN),
    Row("device_revocation", kwargs=NOBODYS, otherwise=404, but=NOT_LOGGED_IN),
    Row("device_revocation", "post", kwargs=NOBODYS, otherwise=404, but=NOT_LOGGED_IN),
    Row("device_answer", "post", kwargs=NOBODYS, otherwise=404, but=NOT_LOGGED_IN),
    Row("withdrawal", "post", kwargs=NOBODYS, otherwise=404, but=NOT_LOGGED_IN),
    Row("api:spaces", kwargs=EDITION),
    Row("api:exhibitors", kwargs=EDITION),
    Row("api:sessions", kwargs=EDITION),
    Row("api:outages", kwargs=EDITION),
    Row(
        "api:outages",
        "post",
        kwargs=EDITION,
        body={"spaces": ["Z-99"], "cause": "venue"},
        otherwise=404,
        but={"organiser": 400, "anonymous": 403, "device": 403},
    ),
    Row(
        "api:outage",
        "patch",
        kwargs=EDITION | NOBODYS,
        body={},
        otherwise=404,
        but={"anonymous": 403, "device": 403},
    ),
    Row(
        "api:outage_end",
        "post",
        kwargs=EDITION | NOBODYS,
        body={},
        otherwise=404,
        but={"anonymous": 403, "device": 403},
    ),
    Row(
        "api:listing_changes",
        kwargs=EDITION,
        otherwise=404,
        but={"organiser": 200, "anonymous": 403, "device": 403},
    ),
    Row(
        "api:listing_decision",
        "post",
        kwargs=EDITION | NOBODYS,
        body={"approve": True},
        otherwise=404,
        but={"anonymous": 403, "device": 403},
    ),
    Row("api:portal_listing", otherwise=404, but={"anonymous": 403, "device": 403}),
    Row(
        "api:portal_listing",
        "patch",
        body={"fields": {}, "seen": {}},
        otherwise=404,
        but={"anonymous": 403, "device": 403},
    ),
    Row("api:portal_listing_changes", otherwise=404, but={"anonymous": 403, "device": 403}),
    Row("api:portal_logos", "post", otherwise=404, but={"anonymous": 403, "device": 403}),
    Row("api:portal_status", otherwise=404, but={"anonymous": 403, "device": 403}),
    Row(
        "api:portal_status",
        "post",
        body={"state": "operating"},
        otherwise=404,
        but={"anonymous": 403, "device": 403},
    ),
    Row("api:spaces", kwargs={"slug": "1999"}, otherwise=404),
    Row("api:spaces", "post", kwargs=EDITION, body={}, otherwise=404, but=WRITTEN_BADLY),
    Row("api:exhibitors", "post", kwargs=EDITION, body={}, otherwise=404, but=WRITTEN_BADLY),
    Row(
        "api:space",
        "patch",
        kwargs=EDITION | {"code": "Z-9"},
        body={},
        otherwise=404,
        but=NOT_LOGGED_IN_TO_API,
    ),
    Row(
        "api:exhibitor",
        "patch",
        kwargs=EDITION | {"code": "nobody"},
        body={},
        otherwise=404,
        but=NOT_LOGGED_IN_TO_API,
    ),
    Row(
        "api:assignments",
        kwargs=EDITION,
        otherwise=404,
        but={"organiser": 200} | NOT_LOGGED_IN_TO_API,
    ),
    Row("api:assignments", "post", kwargs=EDITION, body={}, otherwise=404, but=WRITTEN_BADLY),
    Row(
        "api:assignment_move",
        "post",
        kwargs=EDITION | {"pk": "1"},
        body={},
        otherwise=404,
        but=NOT_LOGGED_IN_TO_API,
    ),
    Row(
        "api:assignment_release",
        "post",
        kwargs=EDITION | {"pk": "1"},
        otherwise=404,
        but=NOT_LOGGED_IN_TO_API,
    ),
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
    Row("api:consent_texts", kwargs=EDITION),
    Row("api:registrations", "post", kwargs=EDITION, body={}, otherwise=422),
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
    Row("api:contact", "post", body={}, but=ONLY_DEVICES),
    Row("api:gate_search", "post", body={"q": "김"}, but=ONLY_DEVICES | {"device": 403}),
    Row("api:schema"),
    Row("api:docs"),
]

ELSEWHERE = {
    "admin": "tests of the admin walk its registry",
    "account": "allauth's own; closed sign-up has a test of its own",
    "mfa": "allauth's own",
}
"""Namespaces and name prefixes whose rows are proved elsewhere, and where."""
