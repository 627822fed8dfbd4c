"""The reference fair with several of whatever a page may list, and the addresses of those pages."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.core.management import call_command

from booths.models import Participation
from expo import access, editions, screens
from expo.dashboard import passes
from expo.models import Account, Edition, RoleKind
from tests import factories
from tests.visitors import scenes, ticket_scenes
from visitors import badge_runs, devices, leads, links
from visitors.models import BadgePaper, BadgeRun, PublishedFigure, Registration
from visitors.registrations import Details
from visitors.signing import ticket_text

FIELDS = "summary_ko", "summary_en", "text_ko", "text_en", "website", "contact_email"
SEVERAL = len(FIELDS)
NOW = scenes.at(24, 15)
LEADER = Details(name="홍길동", email="hong@people.example")
COMPANY = tuple(Details(name=f"김{syllable}수") for syllable in "가나다라마바")


@dataclass(frozen=True)
class Fair:
    """`account` holds every role and works for the main exhibitor; the registration leads others.
    `device` is a scanner's token."""

    edition: Edition
    account: Account
    main: Participation
    registration: Registration
    device: str

    @property
    def exhibitor(self) -> dict[str, Any]:
        return {"exhibitor": self.main.exhibitor.uuid}

    @property
    def link(self) -> dict[str, Any]:
        return {"token": links.token(self.registration)}

    @cached_property
    def ticket(self) -> str:
        return ticket_text(self.registration.tickets.get().pk)


def open_fair() -> Fair:
    call_command("seed", verbosity=0)
    edition = Edition.objects.get(slug="2023")
    editions.set_clock(edition, NOW, rate=0)
    main = Participation.objects.standing().mains().filter(assignments__isnull=False)[0]
    account = factories.AccountFactory(is_staff=True, is_superuser=False)
    for kind in RoleKind:
        access.grant(account, edition, kind)
    factories.MemberFactory(exhibitor=main.exhibitor, account=account)
    row = ticket_scenes.register(edition, LEADER, companions=COMPANY)
    gate = edition.gates.get(code="E1")
    _device, code = devices.create(gate)
    fair = Fair(edition, account, main, row, devices.enrol(code)[1])
    _at_the_booth(fair)
    _at_the_door(fair)
    return fair


def _at_the_booth(fair: Fair) -> None:
    Participation.objects.filter(pk=fair.main.pk).update(pass_quota=2 * SEVERAL)
    text = fair.edition.consent_texts.filter(kind="collection")[0]
    shared = fair.edition.consent_texts.filter(kind="third_party")[0]
    for number in range(SEVERAL):
        factories.MemberFactory(exhibitor=fair.main.exhibitor)
        wanted = passes.Wanted(name=f"이도움{number}", consent=text)
        passes.issue(fair.main, wanted, by=fair.account, at=NOW)
        told = Details(name=f"방문{number}", email=f"guest-{number}@people.example")
        guest = ticket_scenes.register(fair.edition, told)
        leads.give(guest, [fair.main.exhibitor_id], shared, at=NOW)
        factories.ListingChangeFactory(listing=fair.main.listing, field=FIELDS[number])
        factories.OutageFactory(edition=fair.edition)


def _at_the_door(fair: Fair) -> None:
    gate = fair.edition.gates.get(code="E1")
    for number, area in enumerate(fair.edition.areas.order_by("pk")[:SEVERAL]):
        devices.create(gate)
        factories.ObservationFactory(edition=fair.edition, area=area)
        factories.PublishedFigureFactory(edition=fair.edition)
        factories.CapacityWarningFactory(edition=fair.edition, area=area)
        wall = screens.Wanted(name=f"벽 {number}", language="ko")
        screens.make(fair.edition, wall, by=fair.account, at=NOW)
        run = badge_runs.Wanted(BadgePaper.A6, title=f"{number}", by=fair.account)
        badge_runs.order(fair.edition, [fair.registration.tickets.get().pk], run)


def there(fair: Fair) -> dict[str, dict[str, Any]]:
    """Endpoint → what leads to something that is there."""
    edition, row = fair.edition, fair.registration
    slug, registration = {"slug": edition.slug}, {"uuid": row.uuid}
    device = {"uuid": edition.gates.get(code="E1").devices.latest("pk").uuid}
    session = edition.sessions.filter(cancelled_at=None).latest("starts_at")
    return {
        **dict.fromkeys(OF_AN_EXHIBITOR, fair.exhibitor),
        **dict.fromkeys(OF_A_TICKET, fair.link),
        **dict.fromkeys(OF_A_REGISTRATION, registration),
        **dict.fromkeys(OF_A_DEVICE, device),
        "exhibitor": {"code": fair.main.exhibitor.code},
        "poster": {"code": edition.spaces.first().code},
        "session": {"code": session.code},
        "session_feed": {"code": session.code},
        "ticket_session": fair.link | {"code": session.code},
        "desk_ticket": {"ticket": fair.ticket},
        "badge_run": {"uuid": BadgeRun.objects.latest("pk").uuid},
        "published_figure": slug | {"uuid": PublishedFigure.objects.latest("pk").uuid},
        "api:published_figure": slug | {"uuid": PublishedFigure.objects.latest("pk").uuid},
        "portal_order": fair.exhibitor | {"kind": "power"},
    }


OF_AN_EXHIBITOR = [
    *("portal_exhibitor", "portal_status", "portal_orders", "portal_passes", "portal_guests"),
    *("portal_leads", "portal_figures", "portal_members", "portal_listing", "portal_proposals"),
]
OF_A_TICKET = [
    *("ticket", "ticket_pdf", "ticket_days", "ticket_details", "ticket_stay"),
    *("ticket_cancellation", "ticket_consents", "ticket_data", "ticket_data_file"),
    *("ticket_erasure", "ticket_replacement", "ticket_exhibitors", "ticket_sessions"),
    "ticket_sessions_feed",
]
OF_A_REGISTRATION = ["desk_registration", "desk_merge_choice"]
OF_A_DEVICE = ["device", "device_code", "device_revocation"]

LISTS_NOTHING = {
    *("healthz", "readyz", "stay", "stay_warning", "signup", "email", "gate", "gate_worker"),
    *("gate_manifest", "gate_in_english", "logo", "invitation", "unsubscription"),
    *("register_step", "register_check", "register_done", "ticket_start", "ticket_open"),
    *("ticket_worker", "ticket_companion", "kiosk_badge", "kiosk_status", "badge"),
    *("desk_merge", "portal_member_end", "portal_pass_pdf", "wall_screen_revocation"),
    "portal",  # leads to the only exhibitor
    *("report", "report_file", "badge_run_file", "wall_screen", "wall_screen_feed", "api:docs"),
}
"""Files, forms and pages of one thing, and those that show what another shows that is asked."""
ONLY_ACTS = {"plan_put_back", "plan_bulk", "access_log_export", "mailing_new"}
"""Addresses of the admin that take a form, and show no page without it."""
BOUNDED = {
    "heat": 12,  # the state of the count, for each of the questions it is made of
    "admin:privacy": 12,  # what is due, for each period of the retention register
    "admin:retention": 23,  # the same, and when it was last destroyed
}
"""How often a page asks the same for another reason than its rows."""
