"""What beat sweeps, and how often. A lost message only delays: a sweep finds what is due."""

from typing import Any

from celery.schedules import crontab

SCHEDULE: dict[str, dict[str, Any]] = {
    "count what is new": {
        "task": "visitors.count_due",
        "schedule": 5.0,
        "options": {"expires": 5.0},  # a sweep that nobody was there for is not made up for
    },
    "watch how full the places are": {
        "task": "visitors.watch_capacities",
        "schedule": 5.0,
        "options": {"expires": 5.0},
    },
    "seal what is new": {
        "task": "visitors.seal_due",
        "schedule": 10.0,
        "options": {"expires": 10.0},
    },
    "print badges that are ordered": {
        "task": "visitors.print_due",
        "schedule": 5.0,
        "options": {"expires": 5.0},
    },
    "make reports that are ordered": {
        "task": "dashboard.make_reports",
        "schedule": 5.0,
        "options": {"expires": 5.0},
    },
    "send mails that are due": {
        "task": "expo.send_mails",
        "schedule": 5.0,
        "options": {"expires": 5.0},
    },
    "destroy what is due": {
        "task": "expo.erase_expired",
        "schedule": crontab(hour="18", minute="40"),  # UTC: at night in Korea
        "options": {"expires": 3600.0},
    },
    "follow sessions that changed": {
        "task": "visitors.follow_sessions",
        "schedule": 5.0,
        "options": {"expires": 5.0},
    },
    "destroy files of badges": {
        "task": "visitors.forget_badges",
        "schedule": 3600.0,
        "options": {"expires": 3600.0},
    },
    "destroy registrations that nobody finished": {
        "task": "visitors.forget_drafts",
        "schedule": 600.0,
        "options": {"expires": 600.0},
    },
    "destroy tables that nobody applied": {
        "task": "booths.forget_uploads",
        "schedule": 3600.0,
        "options": {"expires": 3600.0},
    },
}
