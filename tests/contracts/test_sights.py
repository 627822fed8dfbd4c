"""Whoever sees personal data of others is in the access log: no address is a way around it."""

import json
from itertools import chain
from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.contrib import admin
from django.core.files.base import ContentFile
from django.core.management import get_commands
from django.urls import reverse
from django.utils import timezone

from expo import editions
from expo.dashboard import passes
from expo.models import Look, RoleKind
from expo.project.admin_urls import pages
from tests import factories, organisers
from tests.contracts import sights
from tests.contracts.permissions import TABLE
from tests.visitors import scenes
from visitors import badge_runs, devices, leads, tickets
from visitors.badge_runs import Wanted
from visitors.classes import TicketClass
from visitors.models import BadgePaper, BadgeRun
from visitors.signing import ticket_text
from visitors.tickets import Order

pytestmark = pytest.mark.django_db

UNSHOWN = set(chain(*sights.WHY_NOT.values()))
NOON = scenes.NOON


def is_declared(method, name):
    return {f"{method} {name}", name} & {*sights.SHOWN, *UNSHOWN}


def test_every_endpoint_says_whether_it_shows_personal_data():
    assert [
        f"{row.method} {row.name}" for row in TABLE if not is_declared(row.method, row.name)
    ] == []


def test_every_page_of_the_admin_says_whether_it_shows_personal_data():
    names = [f"admin:{page.name}" for page in pages]

    assert [name for name in names if not is_declared("get", name)] == []


def test_every_list_of_the_admin_says_whether_it_shows_personal_data():
    silent = {model._meta.label for model, rows in admin.site._registry.items() if not rows.shows}

    assert silent - sights.IMPERSONAL == set()


def test_no_list_that_shows_people_deletes_rows_unseen():
    shown = [rows for rows in admin.site._registry.values() if rows.shows and rows.listed]

    assert [rows for rows in shown if rows.is_removed] == []


def test_no_command_prints_personal_data():
    ours = {
        name
        for name, app in get_commands().items()
        if str(app).startswith(("expo", "booths", "visitors"))
    }

    assert ours - sights.SILENT_COMMANDS == set()


# Each is opened, and found in the log


@pytest.fixture
def fair():
    """Two people who are registered, a member with an order and a pass, and who looks at them."""
    edition = scenes.edition()
    editions.set_clock(edition, NOON, rate=0)
    for language in ("ko", "en"):
        factories.ConsentTextFactory(edition=edition, language=language)
    people = [
        factories.PersonFactory(edition=edition, name="김민수", phone="010-1234-5678")
        for _each in range(2)
    ]
    rows = [factories.RegistrationFactory(edition=edition, person=person) for person in people]
    held = [
        tickets.issue(edition, Order(TicketClass.VISITOR, row.person_id, row.pk), at=NOON)
        for row in rows
    ]
    main = factories.ParticipationFactory(edition=edition, pass_quota=2)
    member = factories.MemberFactory(exhibitor=main.exhibitor)
    return SimpleNamespace(
        edition=edition,
        people=people,
        rows=rows,
        tickets=held,
        main=main,
        member=member,
        colleague=factories.MemberFactory(exhibitor=main.exhibitor),
        desk=organisers.arrive(edition, RoleKind.DOOR_SUPERVISOR),
        organiser=organisers.arrive(edition, RoleKind.ORGANISER, is_staff=True),
        officer=organisers.arrive(edition, RoleKind.PRIVACY_OFFICER, is_staff=True),
    )


def at_the_desk(name, data=None, **extra):
    """Ask for an address of the first registration."""

    def visit(fair):
        address = reverse(name, args=[fair.rows[0].uuid, *extra.get("args", lambda _: [])(fair)])
        return fair.desk.get(address) if data is None else fair.desk.post(address, data)

    return visit


def of_the_ticket(name, data=None):
    def visit(fair):
        address = reverse(name, args=[ticket_text(fair.tickets[0].pk)])
        return fair.desk.get(address) if data is None else fair.desk.post(address, data)

    return visit


def in_the_portal(name, *args, data=None):
    def visit(fair):
        found = [arg(fair) if callable(arg) else arg for arg in args]
        client = organisers.Client()
        client.force_login(fair.member.account)
        address = reverse(name, args=[fair.main.exhibitor.uuid, *found])
        return client.get(address) if data is None else client.post(address, data)

    return visit


def with_an_order(visit):
    def ordered(fair):
        factories.ServiceOrderFactory(participation=fair.main, kind="power")
        return visit(fair)

    return ordered


def a_pass(fair):
    wanted = passes.Wanted(name="이도움", consent=fair.edition.consent_texts.first())
    return passes.issue(fair.main, wanted, by=fair.member.account, at=NOON).pk


def with_a_lead(visit):
    def visited(fair):
        text = factories.ConsentTextFactory(edition=fair.edition, kind="third_party")
        leads.give(fair.rows[0], [fair.main.exhibitor_id], text, at=NOON)
        return visit(fair)

    return visited


def with_a_pass(visit):
    def issued(fair):
        a_pass(fair)
        return visit(fair)

    return issued


def the_second(fair):
    return [fair.rows[1].uuid]


def walk_in(fair):
    typed = {"uuid": str(uuid4()), "name": "김민수", "phone": "010-1234-5678", "agreed": "on"}
    typed |= {"ticket_class": "visitor", "source": "onsite", "first_day": "0", "last_day": "2"}
    return fair.desk.post(
        reverse("walk_ins"), fair.desk.get(reverse("walk_ins")).context["form"].initial | typed
    )


def the_file_of_a_run(fair):
    numbers = [ticket.pk for ticket in fair.tickets]
    wanted = Wanted(BadgePaper.A6, reason="Badges for the opening")
    run = badge_runs.order(fair.edition, numbers, wanted)
    run.file.save("x.pdf", ContentFile(b"%PDF"), save=False)
    BadgeRun.objects.filter(pk=run.pk).update(file=run.file.name, printed=2, finished_at=NOON)
    return fair.desk.get(reverse("badge_run_file", args=[run.uuid]))


def at_a_gate(fair):
    _device, code = devices.create(scenes.gate(fair.edition), may_search=True)
    headers = {"Authorization": f"Device {devices.enrol(code)[1]}"}
    return organisers.Client().post(
        reverse("api:gate_search"),
        json.dumps({"q": "김민수"}),
        content_type="application/json",
        headers=headers,
    )


def entering_an_order(fair):
    factories.ServiceOrderFactory(participation=fair.main, kind="power")
    return fair.organiser.get(reverse("admin:order_enter", args=[fair.main.pk, "power"]))


def at_the_seats(name, data=None, *args):
    def visit(fair):
        seat = factories.ReservationFactory(
            edition=fair.edition,
            session=factories.SessionFactory(edition=fair.edition, code="T1"),
            ticket=fair.tickets[0],
            state="seat",
            asked_at=NOON,
        )
        address = reverse(f"admin:{name}", args=["T1", *args])
        if data is None:
            return fair.organiser.get(address)
        return fair.organiser.post(address, {"take": str(seat.uuid), **data})

    return visit


def previewing_a_mail(fair):
    typed = {"uuid": str(uuid4()), "to": "all", "subject_ko": "알림", "text_ko": "안녕하십니까"}
    return fair.organiser.post(f"{reverse('admin:mailing_new')}?to={fair.main.pk}", typed)


ASKED = {"reason": "Asked by telephone, called back"}


def of_a_person(name, data=None):
    def visit(fair):
        address = reverse(f"admin:{name}", args=[fair.rows[0].uuid])
        return fair.officer.get(address) if data is None else fair.officer.post(address, data)

    return visit


def colleague(fair):
    return fair.colleague.pk


def one_that_waits(fair):
    return factories.RegistrationFactory(
        edition=fair.edition, ticket_class="media", approval="waiting"
    )


def who_waits(fair):
    one_that_waits(fair)
    return fair.organiser.get(reverse("admin:approvals"))


def refusing(fair):
    decided = {"refuse": str(one_that_waits(fair).uuid), "sure": "1", "reason": "No press card."}
    return fair.organiser.post(reverse("admin:approvals"), decided)


def an_officer(fair):
    client = organisers.arrive(fair.edition, RoleKind.PRIVACY_OFFICER, is_staff=True)
    fair.desk.get(reverse("desk_registration", args=[fair.rows[0].uuid]))
    return client


def in_the_log(name, *args, data=None):
    def visit(fair):
        officer, address = an_officer(fair), reverse(name, args=args)
        return officer.get(address) if data is None else officer.post(address, data)

    return visit


def one_entry(fair):
    return an_officer(fair).get(reverse("admin:look", args=[Look.objects.get().pk]))


def this_month(fair):
    officer, now = an_officer(fair), timezone.now().astimezone(fair.edition.tz)
    return officer.get(reverse("admin:look_review", args=[now.year, now.month]))


VISITS = {
    "post desk": lambda fair: fair.desk.post(reverse("desk"), {"q": "김민수"}),
    "get desk_registration": at_the_desk("desk_registration"),
    "get desk_ticket": of_the_ticket("desk_ticket"),
    "post desk_name": at_the_desk("desk_name", {"name": "김민서"}),
    "post desk_cancellation": at_the_desk("desk_cancellation", {}),
    "post desk_restoration": at_the_desk("desk_restoration", {}),
    "post desk_separation": at_the_desk("desk_separation", {}),
    "post desk_arrival": of_the_ticket("desk_arrival", {}),
    "post desk_replacement": of_the_ticket("desk_replacement", {}),
    "get desk_merge_choice": at_the_desk("desk_merge_choice"),
    "get desk_merge": at_the_desk("desk_merge", args=the_second),
    "post desk_merge": at_the_desk("desk_merge", {}, args=the_second),
    "post walk_ins": walk_in,
    "get badge": of_the_ticket("badge"),
    "get badge_run_file": the_file_of_a_run,
    "post api:gate_search": at_a_gate,
    "get portal_members": in_the_portal("portal_members"),
    "get portal_member_end": in_the_portal("portal_member_end", colleague),
    "post portal_member_end": in_the_portal("portal_member_end", colleague, data={}),
    "post portal_member_role": in_the_portal(
        "portal_member_role", colleague, data={"role": "editor"}
    ),
    "post portal_member_reminder": in_the_portal("portal_member_reminder", colleague, data={}),
    "get portal_orders": with_an_order(in_the_portal("portal_orders")),
    "get portal_order": with_an_order(in_the_portal("portal_order", "power")),
    "get portal_passes": with_a_pass(in_the_portal("portal_passes")),
    "get portal_pass_pdf": in_the_portal("portal_pass_pdf", a_pass),
    "post portal_pass_end": in_the_portal("portal_pass_end", a_pass, data={}),
    "get portal_leads": with_a_lead(in_the_portal("portal_leads")),
    "post portal_leads_file": with_a_lead(
        in_the_portal("portal_leads_file", data={"reason": "For our newsletter", "format": "csv"})
    ),
    "get admin:order_enter": entering_an_order,
    "get admin:session_reservations": at_the_seats("session_reservations"),
    "post admin:session_reservations": at_the_seats("session_reservations", {}),
    "post admin:session_reservations_table": at_the_seats(
        "session_reservations_table", {"reason": "세션 입구 확인용"}, "csv"
    ),
    "post admin:mailing_new": previewing_a_mail,
    "get admin:approvals": who_waits,
    "post admin:approvals": refusing,
    "get admin:access_log": in_the_log("admin:access_log"),
    "get admin:look": one_entry,
    "post admin:access_log_export": in_the_log(
        "admin:access_log_export", "csv", data={"reason": "For the auditors"}
    ),
    "get admin:look_review": this_month,
    "get admin:permissions": in_the_log("admin:permissions"),
    "post admin:privacy_people": lambda fair: fair.officer.post(
        reverse("admin:privacy_people"), {"q": "김민수"}
    ),
    "get admin:privacy_person": of_a_person("privacy_person"),
    "post admin:privacy_person_data": of_a_person("privacy_person_data", ASKED),
    "post admin:privacy_person_erasure": of_a_person("privacy_person_erasure", ASKED),
}


def test_every_sight_is_visited():
    assert VISITS.keys() == sights.SHOWN.keys()


@pytest.mark.parametrize("sight", sights.SHOWN)
def test_a_page_that_shows_people_is_in_the_access_log(sight, fair):
    answer = VISITS[sight](fair)

    assert answer.status_code in {200, 302}, answer.content[:300]
    entry = Look.objects.get(place=sights.SHOWN[sight][1], act=sights.SHOWN[sight][0])
    assert entry.size >= 1 or entry.act == "export"  # of the log: it names accounts by the thousand
    assert entry.edition == fair.edition
    assert entry.account or entry.device
    assert entry.address == "127.0.0.1"


def test_a_run_leaves_for_the_reason_for_which_it_was_ordered(fair):
    the_file_of_a_run(fair)

    entry = Look.objects.get()
    assert set(entry.subjects) == {person.pk for person in fair.people}
    assert entry.reason == "Badges for the opening"


def test_a_page_that_is_refused_is_no_look(fair):
    elsewhere = factories.EditionFactory(number=9)
    stranger = organisers.arrive(elsewhere, RoleKind.ORGANISER, is_staff=True)

    refused = [
        stranger.get(reverse("desk_registration", args=[fair.rows[0].uuid])),
        fair.desk.get(reverse("desk_registration", args=[uuid4()])),
        fair.desk.get(reverse("badge", args=["0" * 16])),
        stranger.get(reverse("admin:visitors_person_change", args=[fair.people[0].pk])),
    ]

    assert [answer.status_code for answer in refused] == [404] * 4
    assert not Look.objects.exists()


def test_a_search_says_who_searched_and_never_for_what(fair):
    fair.desk.post(reverse("desk"), {"q": "없는사람"})

    entry = Look.objects.get()
    assert (entry.act, entry.size, entry.account) == ("search", 0, fair.desk.account)
    assert "없는사람" not in str(vars(entry))


@pytest.mark.parametrize(
    "model",
    [model for model, rows in admin.site._registry.items() if rows.shows],
    ids=lambda model: model._meta.label,
)
def test_the_admin_notes_lists_searches_pages_and_histories_of_people(model):
    edition = factories.EditionFactory()
    organiser = organisers.arrive(edition, RoleKind.ORGANISER, is_staff=True)
    row, rows = organisers.row_of(model, edition), admin.site.get_model_admin(model)
    name = f"admin:{model._meta.app_label}_{model._meta.model_name}"

    for address in [
        *([reverse(f"{name}_changelist"), f"{reverse(f'{name}_changelist')}?q=a"] * rows.listed),
        reverse(f"{name}_change", args=[row.pk]),
        reverse(f"{name}_history", args=[row.pk]),
    ]:
        assert organiser.get(address).status_code == 200

    acts = list(Look.objects.filter(place=rows.place).order_by("pk").values_list("act", flat=True))
    assert acts == [*["view", "search"] * rows.listed, "view", "view"]
    page = Look.objects.filter(place=rows.place).latest("pk")
    assert page.subjects == sorted(rows.subjects_of(row))


def test_who_is_offered_while_somebody_types_is_a_search(fair):
    query = {"app_label": "visitors", "model_name": "merge", "field_name": "kept", "term": "김"}

    fair.organiser.get(reverse("admin:autocomplete"), query)

    entry = Look.objects.get()
    assert (entry.act, entry.place) == ("search", "admin.person")
    assert set(entry.subjects) >= {person.pk for person in fair.people}


def test_an_act_on_a_row_and_a_change_of_it_are_changes(fair):
    person = fair.people[0]
    page = reverse("admin:visitors_person_change", args=[person.pk])
    form = fair.organiser.get(page).context["adminform"].form
    typed = {name: value or "" for name, value in form.initial.items()} | {"name": "김민서"}
    managed = {
        f"{prefix}-{name}": 0
        for prefix in ("registrations", "tickets")
        for name in ("TOTAL_FORMS", "INITIAL_FORMS")
    }

    changed = fair.organiser.post(page, typed | managed)
    revoked = fair.organiser.post(
        reverse("admin:visitors_ticket_changelist"),
        {"action": "revoke_chosen", "_selected_action": [fair.tickets[0].pk]},
    )

    assert [changed.status_code, revoked.status_code] == [302, 302]
    acts = Look.objects.filter(act="change").order_by("pk")
    assert [(entry.place, entry.subjects) for entry in acts] == [
        ("admin.person", [person.pk]),
        ("admin.ticket", [person.pk]),
    ]
