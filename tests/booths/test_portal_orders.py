"""What is due and what is ordered, through the portal."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from booths import service_orders
from booths.models import DeadlineKind, ServiceOrder
from booths.service_orders import Told
from expo import editions
from tests.factories import (
    AssignmentFactory,
    CoParticipationFactory,
    DeadlineFactory,
    EditionFactory,
    MemberFactory,
    ShowDayFactory,
)

pytestmark = pytest.mark.django_db

NOW = datetime(2023, 11, 1, 3, tzinfo=UTC)
WHOLE = {
    "fascia_sign": {"text_ko": "한빛신원청", "text_en": "Hanbit"},
    "power": {"kilowatts": "5", "is_all_day": "on"},
    "network": {"kind": "wired", "lines": "2"},
    "move_in": {
        "day": "2023-11-22",
        "slot": "10:00–12:00",
        "vehicle": "truck_1t",
        "phone": "010-1234-5678",
    },
    "move_out": {
        "day": "2023-11-23",
        "slot": "19:00–21:00",
        "vehicle": "none",
        "phone": "０１０-１２３４-５６７８",
    },
}


@pytest.fixture
def edition():
    edition = ShowDayFactory(edition=EditionFactory()).edition
    editions.set_clock(edition, NOW, rate=0)
    for kind in DeadlineKind:
        DeadlineFactory(edition=edition, kind=kind, due_at=NOW + timedelta(days=1))
    return edition


@pytest.fixture
def main(edition):
    return AssignmentFactory(space__edition=edition).participation


@pytest.fixture
def member(client, main):
    member = MemberFactory(exhibitor=main.exhibitor)
    client.force_login(member.account)
    return member


def address(participation, kind=""):
    name, rest = ("portal_order", [kind]) if kind else ("portal_orders", [])
    return reverse(name, args=[participation.exhibitor.uuid, *rest])


@pytest.mark.parametrize("kind", WHOLE)
def test_every_kind_is_ordered_shown_and_changed(client, main, member, kind):
    answer = client.post(address(main, kind), WHOLE[kind], follow=True)

    order = ServiceOrder.objects.get()
    assert (order.kind, order.told_by, order.told_at) == (kind, member.account, NOW)
    assert answer.redirect_chain[-1][0] == address(main)
    form = client.get(address(main, kind)).context["form"]
    assert {name: form[name].value() for name in form.fields} == order.details
    for _label, words in next(
        line.told for line in answer.context["lines"] if line.kind.value == kind
    ):
        assert words in answer.content.decode()


def test_telephones_are_kept_in_half_width(client, main, member):
    client.post(address(main, "move_out"), WHOLE["move_out"])

    assert ServiceOrder.objects.get().details["phone"] == "010-1234-5678"


@pytest.mark.parametrize(
    "wrong",
    [
        ("fascia_sign", {"text_ko": ""}, "text_ko"),
        ("fascia_sign", {"text_ko": "가" * 21}, "text_ko"),
        ("fascia_sign", {"text_en": "a" * 37}, "text_en"),
        ("fascia_sign", {"text_ko": "900101-1234567"}, "text_ko"),
        ("power", {"kilowatts": "4"}, "kilowatts"),
        ("power", {"kilowatts": "0"}, "is_all_day"),
        ("network", {"lines": ""}, "lines"),
        ("network", {"lines": "11"}, "lines"),
        ("network", {"kind": "smoke"}, "kind"),
        ("move_in", {"day": "2023-11-24"}, "day"),
        ("move_in", {"slot": "noon"}, "slot"),
        ("move_in", {"phone": "ring me"}, "phone"),
        ("move_in", {"phone": ""}, "phone"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_what_was_typed_is_kept(
    client, main, member, wrong
):
    kind, said, field = wrong
    answer = client.post(address(main, kind), WHOLE[kind] | said)

    form = answer.context["form"]
    assert answer.status_code == 200
    assert list(form.errors) == [field]
    assert form[next(iter(said))].value() == next(iter(said.values()))
    assert not ServiceOrder.objects.exists()


def test_after_the_deadline_the_page_says_whom_to_ask_and_keeps_what_was_typed(
    client, edition, main, member
):
    editions.set_clock(edition, NOW + timedelta(days=2), rate=0)

    page = client.get(address(main, "power")).content.decode()
    answer = client.post(address(main, "power"), WHOLE["power"])

    assert "주최 측에" in page
    assert '<button type="submit"' not in page.split('id="main"')[1]
    assert answer.context["form"].non_field_errors()
    assert answer.context["form"]["kilowatts"].value() == "5"
    assert not ServiceOrder.objects.exists()


def test_somebody_elses_order_is_shown_before_it_is_replaced(client, main, member):
    opened = client.get(address(main, "power"))
    assert "seen" not in opened.content.decode()
    theirs = Told(
        kind=DeadlineKind.POWER,
        details={"kilowatts": 3, "is_all_day": False},
        by=None,
        at=NOW + timedelta(seconds=1),
    )
    order = service_orders.enter(main, theirs)

    refused = client.post(address(main, "power"), WHOLE["power"])
    assert refused.context["form"].non_field_errors()
    assert "3 kW" in refused.content.decode()

    client.post(address(main, "power"), WHOLE["power"] | {"seen": order.told_at.isoformat()})
    assert ServiceOrder.objects.get().details["kilowatts"] == 5


def test_what_is_due_leads_to_where_it_is_done(client, main, member):
    page = client.get(address(main)).content.decode()

    for kind in WHOLE:
        assert address(main, kind) in page
    assert reverse("portal_listing", args=[main.exhibitor.uuid]) in page


@pytest.mark.parametrize("kind", ["passes", "texts", "champagne"])
def test_what_is_no_order_is_not_found(client, main, member, kind):
    assert client.get(address(main, kind)).status_code == 404


def test_a_co_exhibitor_orders_nothing_and_reads_why(client, edition, main):
    guest = CoParticipationFactory(edition=edition, main=main)
    client.force_login(MemberFactory(exhibitor=guest.exhibitor).account)

    page = client.get(address(guest))

    assert page.status_code == 200
    assert page.context["lines"] == []
    assert client.post(address(guest, "power"), WHOLE["power"]).status_code == 404


def test_a_member_of_another_exhibitor_finds_nothing(client, edition, main):
    client.force_login(MemberFactory(exhibitor__edition=edition).account)

    assert client.get(address(main)).status_code == 404
    assert client.post(address(main, "power"), WHOLE["power"]).status_code == 404
    assert not ServiceOrder.objects.exists()


def test_whoever_is_not_logged_in_does_that_first(client, main):
    assert client.get(address(main, "power"))["Location"].startswith("/accounts/login/")
