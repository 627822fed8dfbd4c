"""The admin's menu: by what somebody wants to do, not by the app in which a row lives."""

from typing import Any, NamedTuple

from django.apps import apps
from django.conf import settings
from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from expo import standing
from expo.models import RoleKind


class Entry(NamedTuple):
    """A list of the menu. The title is the model's own name for many of its rows."""

    model: str
    icon: str


class Way(NamedTuple):
    """A page of the menu that is no list, for holders of a role of `kinds`. Its `admin:<name>`."""

    name: str
    title: Promise | str
    icon: str
    kinds: tuple[RoleKind, ...] = (standing.ORGANISER,)
    is_above_others: bool = False


OFFICER = (standing.PRIVACY_OFFICER,)
READERS = (standing.PRIVACY_OFFICER, standing.ORGANISER)

MENU: list[tuple[Promise | str, list[Entry | Way]]] = [
    (
        _("Floor"),
        [
            Way("plan", _("Floor plan"), "map"),
            Entry("booths.space", "grid_view"),
            Entry("booths.assignment", "assignment_ind"),
            Entry("booths.outage", "report"),
            Entry("expo.hall", "warehouse"),
            Way("imports", _("Import and export"), "table_view"),
        ],
    ),
    (
        _("Exhibitors"),
        [
            Entry("booths.exhibitor", "apartment"),
            Entry("booths.participation", "handshake"),
            Entry("booths.member", "group"),
            Entry("booths.listing", "article"),
            Entry("booths.listingchange", "rate_review"),
            Entry("booths.deadline", "event_upcoming"),
            Entry("booths.serviceorder", "receipt_long"),
            Entry("expo.mailing", "campaign"),
            Entry("expo.mail", "mail"),
        ],
    ),
    (
        _("Programme"),
        [
            Entry("expo.session", "event"),
            Way("reservations", _("Seats"), "chair"),
            Entry("visitors.reservation", "event_seat"),
        ],
    ),
    (
        _("Door"),
        [
            Entry("visitors.gate", "door_front"),
            Entry("visitors.device", "qr_code_scanner"),
            Entry("visitors.checkin", "how_to_reg"),
            Entry("visitors.observation", "groups"),
            Entry("visitors.capacitywarning", "warning"),
        ],
    ),
    (
        _("Visitors"),
        [
            Entry("visitors.person", "person"),
            Way("approvals", _("Approvals"), "order_approve"),
            Way("mailing_visitors", _("Write to visitors"), "outgoing_mail"),
            Entry("visitors.registration", "edit_note"),
            Entry("visitors.registrationoffer", "assignment_turned_in"),
            Entry("visitors.ticket", "confirmation_number"),
            Entry("visitors.merge", "merge"),
            Entry("visitors.publishedfigure", "campaign"),
            Entry("visitors.adjustment", "swap_horiz"),
            Entry("visitors.consent", "fact_check"),
            Entry("visitors.consenttext", "gavel"),
        ],
    ),
    (
        _("Personal data"),
        [
            Way("privacy", _("What waits"), "shield_person", OFFICER, is_above_others=True),
            Way("access_log", _("Access log"), "manage_search", OFFICER),
            Way("permissions", _("Permissions log"), "admin_panel_settings", OFFICER),
            Way("privacy_people", _("Somebody asks about his data"), "contact_support", OFFICER),
            Way("retention", _("Retention and destruction"), "auto_delete", READERS),
            Way("certificates", _("Certificates of destruction"), "verified", READERS),
            Entry("expo.incident", "gpp_maybe"),
        ],
    ),
    (
        _("The fair"),
        [
            Entry("expo.edition", "calendar_month"),
            Entry("expo.role", "badge"),
            Entry("expo.account", "manage_accounts"),
            Entry("visitors.area", "crop_free"),
            Entry("visitors.signingkey", "key"),
        ],
    ),
]


def menu(request: HttpRequest) -> list[dict[str, Any]]:
    """The groups and lists that the asker may open; no empty group."""
    home = {"title": _("Home"), "icon": "home", "link": reverse("admin:index")}
    groups = [
        {"title": title, "separator": True, "items": _items(request, entries)}
        for title, entries in MENU
    ]
    return [{"items": [home]}, *(group for group in groups if group["items"])]


def _items(request: HttpRequest, entries: list[Entry | Way]) -> list[dict[str, Any]]:
    return [
        {
            "title": _title(entry),
            "icon": entry.icon,
            "link": _address(entry),
            **_mark(request, entry),
        }
        for entry in entries
        if _is_open(request, entry)
    ]


def _mark(request: HttpRequest, entry: Entry | Way) -> dict[str, bool]:
    """The theme marks an entry below whose address the page is: not one that has others below."""
    if isinstance(entry, Way) and entry.is_above_others:
        return {"active": request.path == _address(entry)}
    return {}


def _is_open(request: HttpRequest, entry: Entry | Way) -> bool:
    if isinstance(entry, Way):
        return standing.of(request).holds(entry.kinds)
    shown = admin.site.get_model_admin(apps.get_model(entry.model))
    return bool(shown.has_view_permission(request))


def _title(entry: Entry | Way) -> str:
    if isinstance(entry, Way):
        return str(entry.title)
    return str(apps.get_model(entry.model)._meta.verbose_name_plural).capitalize()


def _address(entry: Entry | Way) -> str:
    if isinstance(entry, Way):
        return reverse(f"admin:{entry.name}")
    return reverse(f"admin:{entry.model.replace('.', '_')}_changelist")


def subheader(request: HttpRequest) -> str:
    """The edition that lists show unless another one is chosen."""
    edition = standing.chosen_edition(request) if request.user.is_authenticated else None
    return str(edition or "")


def environment(request: HttpRequest) -> list[str] | None:
    """A badge where this is not the real fair, so that nobody mistakes a rehearsal for it."""
    edition = standing.chosen_edition(request) if request.user.is_authenticated else None
    if edition is not None and edition.clock_set_at is not None:
        return [str(_("Demo")), "warning"]
    return [str(_("Development")), "info"] if settings.DEBUG else None


def languages(_request: HttpRequest) -> list[dict[str, str]]:
    return [{"code": "ko", "name_local": "한국어"}, {"code": "en", "name_local": "English"}]
