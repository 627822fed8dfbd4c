"""“Is your booth running?”, told through the portal."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from booths import members, outages
from booths.models import Cause, Outage, ServiceStatus, Space
from expo import editions
from tests.factories import (
    AssignmentFactory,
    CoParticipationFactory,
    EditionFactory,
    MemberFactory,
    ParticipationFactory,
    ShowDayFactory,
)

pytestmark = pytest.mark.django_db


def at(hour, minute=0):
    """A moment of 23 November 2023 in Korea."""
    return datetime(2023, 11, 23, hour - 9, minute, tzinfo=UTC)


@pytest.fixture
def edition():
    """Its clock stands at 14:32 of the first day."""
    edition = ShowDayFactory(edition=EditionFactory()).edition
    editions.set_clock(edition, at(14, 32), rate=0)
    return edition


@pytest.fixture
def booth(edition):
    """A space that is given to an exhibitor."""
    return AssignmentFactory(space__edition=edition, space__code="A-17")


@pytest.fixture
def member(client, booth):
    """Logged in."""
    member = MemberFactory(exhibitor=booth.participation.exhibitor)
    client.force_login(member.account)
    return member


def address(exhibitor):
    return reverse("portal_status", args=[exhibitor.uuid])


def tell(client, member, **said):
    usual = {"state": "suspended", "cause": "own_device", "since": "now", "until": "unknown"}
    return client.post(address(member.exhibitor), usual | said)


def text(answer):
    return answer.content.decode()


def state_of(space):
    return outages.with_state(Space.objects.filter(pk=space.pk), at(14, 32)).get().state


def test_three_taps_are_enough(client, booth, member):
    answer = client.post(
        address(member.exhibitor), {"state": "suspended", "cause": "venue", "until": "30"}
    )

    outage = Outage.objects.get()
    assert answer["Location"] == f"{address(member.exhibitor)}#now"
    assert (outage.state, outage.cause, outage.opened_by) == ("suspended", "venue", member.account)
    assert (outage.started_at, outage.start_is_estimated) == (at(14, 32), False)
    assert outage.expected_until == at(15, 2)
    assert "전시장" in outage.text_ko
    assert "venue" in outage.text_en
    assert state_of(booth.space) == "suspended"


def test_what_visitors_read_stands_on_the_page(client, member):
    tell(client, member, text_ko="발급기 점검 중", text_en="Printer being mended")

    page = text(client.get(address(member.exhibitor)))

    assert "발급기 점검 중" in page
    assert "Printer being mended" in page


@pytest.mark.parametrize(
    ("until", "expected"),
    [("unknown", None), ("30", at(15, 2)), ("60", at(15, 32)), ("120", at(16, 32))],
)
def test_the_reopening_is_told_by_one_button(client, member, until, expected):
    tell(client, member, until=until)

    assert Outage.objects.get().expected_until == expected


def test_until_closing_means_todays_closing(client, member):
    tell(client, member, until="closing")

    assert Outage.objects.get().expected_until == at(18)


def test_after_closing_nobody_is_offered_todays_closing(client, edition, member):
    editions.set_clock(edition, at(18, 30), rate=0)

    answer = tell(client, member, until="closing")

    assert answer.status_code == 200
    assert not Outage.objects.exists()


@pytest.mark.parametrize(
    ("since", "started_at", "is_estimated"),
    [("now", at(14, 32), False), ("5", at(14, 27), True), ("30", at(14, 2), True)],
)
def test_minutes_ago_are_an_estimate(client, member, since, started_at, is_estimated):
    tell(client, member, since=since)

    outage = Outage.objects.get()
    assert (outage.started_at, outage.start_is_estimated) == (started_at, is_estimated)


def test_a_time_is_exact_unless_it_is_said_to_be_about(client, member):
    tell(client, member, since="time", since_time="13:05")
    assert Outage.objects.get().start_is_estimated is False

    client.post(address(member.exhibitor), {"state": "operating", "since": "now"})
    tell(client, member, since="time", since_time="14:10", is_about="on")

    latest = Outage.objects.latest("started_at")
    assert (latest.started_at, latest.start_is_estimated) == (at(14, 10), True)


def test_its_own_words_are_kept_and_the_usual_ones_follow_the_reason(client, member):
    tell(client, member, text_ko="노트북 교체 중")
    (outage,) = Outage.objects.all()
    assert outage.text_ko == "노트북 교체 중"
    usual = outage.text_en

    tell(client, member, cause="staff", text_ko="노트북 교체 중", text_en=usual)

    outage.refresh_from_db()
    assert (outage.text_ko, outage.cause) == ("노트북 교체 중", "staff")
    assert "nobody" in outage.text_en


def test_one_tap_lets_it_run_again(client, booth, member):
    tell(client, member, since="30")

    client.post(address(member.exhibitor), {"state": "operating"})

    assert Outage.objects.get().ended_at == at(14, 32)
    assert state_of(booth.space) == "operating"


def test_it_ran_again_a_quarter_of_an_hour_ago(client, member):
    tell(client, member, since="30")

    answer = client.post(
        address(member.exhibitor), {"state": "operating", "since": "15"}, follow=True
    )

    assert Outage.objects.get().ended_at == at(14, 17)
    assert "14:17" in text(answer)


def test_a_mistake_never_was(client, member):
    tell(client, member, since="30")

    client.post(address(member.exhibitor), {"state": "operating", "since": "never"})

    outage = Outage.objects.get()
    assert outage.started_at == outage.ended_at


def test_the_button_pressed_twice_tells_it_once(client, member):
    tell(client, member)
    tell(client, member)

    assert Outage.objects.count() == 1


def test_of_several_booths_those_are_stopped_that_were_chosen(client, booth, member):
    other = AssignmentFactory(
        space__edition=booth.space.edition, space__code="A-18", participation=booth.participation
    )

    tell(client, member, spaces=["A-18"])

    assert [state_of(booth.space), state_of(other.space)] == ["operating", "suspended"]


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"cause": ""}, "cause"),
        ({"cause": "ghosts"}, "cause"),
        ({"state": ""}, "state"),
        ({"state": "exploded"}, "state"),
        ({"until": "doomsday"}, "until"),
        ({"since": "yesterday"}, "since"),
        ({"since": "time"}, "since_time"),
        ({"since": "time", "since_time": "25:99"}, "since_time"),
        ({"since": "time", "since_time": "14:33"}, "since_time"),
        ({"text_ko": "가" * 201}, "text_ko"),
        ({"text_ko": "문의 900101-1234567"}, "text_ko"),
        ({"text_en": "\u202eevil"}, "text_en"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_what_was_typed_is_kept(
    client, member, said, field
):
    answer = tell(client, member, **{"text_ko": "고치는 중", **said})

    assert answer.status_code == 200
    assert list(answer.context["form"].errors) == [field]
    assert said.get("text_ko", "고치는 중") in text(answer)
    assert not Outage.objects.exists()


def test_html_in_the_words_stays_words(client, member):
    tell(client, member, text_ko="<script>alert(1)</script>")

    page = text(client.get(address(member.exhibitor)))

    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_a_booth_of_somebody_else_is_not_stopped(client, booth, member):
    other = AssignmentFactory(space__edition=booth.space.edition, space__code="Z-99")
    AssignmentFactory(space__edition=booth.space.edition, participation=booth.participation)

    answer = tell(client, member, spaces=["Z-99"])

    assert list(answer.context["form"].errors) == ["spaces"]
    assert state_of(other.space) == "operating"


def test_a_booth_given_for_another_day_is_not_theirs_today(client, booth, member):
    ShowDayFactory(edition=booth.space.edition, date="2023-11-24")
    booth.days = ("2023-11-24", "2023-11-25")
    booth.save()

    assert tell(client, member).status_code == 403
    assert not Outage.objects.exists()


def test_the_organisers_outage_is_read_and_not_ended_here(client, edition, booth, member):
    notice = outages.Notice(
        cause=Cause.GOVERNMENT_NETWORK, text_ko="전산망 장애", started_at=at(14)
    )
    outages.start(edition, notice, [booth.space])

    answer = client.post(address(member.exhibitor), {"state": "operating"})

    assert "전산망 장애" in text(answer)
    assert ServiceStatus.objects.standing().count() == 1


def test_nothing_to_reopen_is_said_and_not_an_error(client, member):
    answer = client.post(address(member.exhibitor), {"state": "operating"})

    assert answer.status_code == 200
    assert answer.context["form"].non_field_errors()


def test_a_co_exhibitor_reads_its_mains_state_and_tells_nothing(client, booth, member):
    tell(client, member, text_ko="고치는 중")
    guest = CoParticipationFactory(edition=booth.space.edition, main=booth.participation)
    client.force_login(MemberFactory(exhibitor=guest.exhibitor).account)

    page = client.get(address(guest.exhibitor))
    answer = client.post(address(guest.exhibitor), {"state": "operating"})

    assert "고치는 중" in text(page)
    assert "<form method=" not in text(page).split('id="main"')[1]
    assert answer.status_code == 403
    assert Outage.objects.standing().exists()


def test_a_main_without_a_space_reads_what_it_waits_for(client, edition):
    member = MemberFactory(exhibitor=ParticipationFactory(edition=edition).exhibitor)
    client.force_login(member.account)

    assert client.get(address(member.exhibitor)).status_code == 200
    assert tell(client, member).status_code == 403


def test_strangers_and_former_members_find_nothing(client, edition, booth, member):
    exhibitor = booth.participation.exhibitor
    MemberFactory(exhibitor=exhibitor)
    members.end(member, by=member.account)
    assert client.get(address(exhibitor)).status_code == 404
    assert tell(client, member).status_code == 404

    client.force_login(MemberFactory(exhibitor__edition=edition).account)
    assert client.get(address(exhibitor)).status_code == 404
    assert tell(client, member).status_code == 404


def test_whoever_was_logged_out_finds_what_was_chosen_after_the_log_in(client, booth):
    exhibitor = booth.participation.exhibitor

    answer = client.post(
        address(exhibitor), {"state": "suspended", "cause": "staff", "text_ko": "자리 비움"}
    )

    assert answer.status_code == 302
    client.force_login(MemberFactory(exhibitor=exhibitor).account)
    page = client.get(
        address(exhibitor), {"state": "suspended", "cause": "staff", "text_ko": "자리 비움"}
    )
    assert page.context["form"]["state"].value() == "suspended"
    assert "자리 비움" in text(page)


def test_the_downtime_of_the_days_that_were_theirs_is_told(client, edition, booth, member):
    editions.set_clock(edition, at(18), rate=0)
    tell(client, member, since="time", since_time="16:00", is_about="on")
    editions.set_clock(edition, at(19), rate=0)

    (record,) = client.get(address(member.exhibitor)).context["records"]

    assert record.total.is_estimated
    assert record.total.availability == 1 - 2 / 8


@pytest.mark.parametrize("size", [1, 20])
def test_the_page_costs_the_same_for_any_number_of_booths(
    client, booth, member, size, django_assert_max_num_queries
):
    AssignmentFactory.create_batch(
        size, space__edition=booth.space.edition, participation=booth.participation
    )
    tell(client, member, spaces=list(Space.objects.values_list("code", flat=True)))

    with django_assert_max_num_queries(25):
        client.get(address(member.exhibitor))
