"""Organisers report over a hall or all of it, put words right, and reopen booths one by one."""

from datetime import UTC, datetime

import pytest

from booths.models import Outage, ServiceStatus
from expo import editions
from expo.models import RoleKind
from tests import organisers
from tests.factories import (
    AssignmentFactory,
    EditionFactory,
    HallFactory,
    OutageFactory,
    ServiceStatusFactory,
    ShowDayFactory,
    SpaceFactory,
)

pytestmark = pytest.mark.django_db

NOON = datetime(2023, 11, 23, 3, tzinfo=UTC)
EARLIER = datetime(2023, 11, 23, 2, tzinfo=UTC)
YES = {"_form_submitted": "True"}
WHEN = {"started_at_0": "2023-11-23", "started_at_1": "11:30"}


@pytest.fixture
def edition():
    edition = ShowDayFactory(edition=EditionFactory()).edition
    editions.set_clock(edition, NOON, rate=0)
    return edition


@pytest.fixture
def organiser(edition):
    return organisers.arrive(edition, RoleKind.ORGANISER)


@pytest.fixture
def outage(edition):
    """Over two booths."""
    outage = OutageFactory(edition=edition, started_at=EARLIER)
    for code in ("A-01", "A-02"):
        ServiceStatusFactory(outage=outage, space__edition=edition, space__code=code)
    return outage


def report(client, **said):
    usual = {"state": "suspended", "cause": "venue", "text_ko": "", "text_en": "", **WHEN}
    return client.post("/admin/booths/outage/add/", usual | said)


def covered():
    return set(ServiceStatus.objects.values_list("space__code", flat=True))


def test_a_whole_hall_a_sector_or_all_is_stopped_in_one_act(edition, organiser):
    hall = HallFactory(edition=edition, code="4B")
    AssignmentFactory(
        space__edition=edition,
        space__hall=hall,
        space__code="P-01",
        participation__exhibitor__sector="private",
    )
    SpaceFactory(edition=edition, hall=hall, code="P-02")
    SpaceFactory(edition=edition, code="Q-01")
    SpaceFactory(code="elsewhere")

    for whole, codes in (
        ("hall:4B", {"P-01", "P-02"}),
        ("sector:private", {"P-01"}),
        ("all", {"P-01", "P-02", "Q-01"}),
    ):
        report(organiser, whole=whole)
        assert covered() == codes
        Outage.objects.all().delete()


def test_without_words_the_usual_sentence_is_told(edition, organiser):
    report(organiser, spaces=[SpaceFactory(edition=edition).pk])

    outage = Outage.objects.get()
    assert "전시장" in outage.text_ko
    assert "venue" in outage.text_en


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({}, "spaces"),
        ({"whole": "all", "started_at_1": "12:30"}, None),
        ({"whole": "all", "expected_until_0": "2023-11-23", "expected_until_1": "11:00"}, None),
    ],
)
def test_what_is_wrong_is_a_sentence_and_nothing_is_stored(edition, organiser, said, field):
    SpaceFactory(edition=edition)

    answer = report(organiser, **said)

    assert answer.status_code == 200
    form = answer.context["adminform"].form
    assert list(form.errors) == [field or "__all__"]
    assert not Outage.objects.exists()


def test_words_and_expectation_are_put_right(organiser, outage):
    organiser.post(
        f"/admin/booths/outage/{outage.pk}/change/",
        {
            "cause": "venue",
            "text_ko": "복구 중",
            "text_en": "Being mended",
            "expected_until_0": "2023-11-23",
            "expected_until_1": "15:00",
            "statuses-TOTAL_FORMS": 0,
            "statuses-INITIAL_FORMS": 0,
        },
    )

    outage.refresh_from_db()
    assert (outage.text_ko, outage.cause) == ("복구 중", "venue")
    assert outage.expected_until == datetime(2023, 11, 23, 6, tzinfo=UTC)
    assert outage.started_at == EARLIER


def test_one_booth_reopens_and_the_others_stay_as_they_are(organiser, outage):
    first = outage.statuses.get(space__code="A-01")

    organiser.post(f"/admin/booths/outage/{outage.pk}/reopen/", {**YES, "spaces": [first.space.pk]})

    assert set(outage.statuses.values_list("space__code", "ended_at")) == {
        ("A-01", NOON),
        ("A-02", None),
    }


def test_another_state_opens_the_next_outage(organiser, outage):
    organiser.post(
        f"/admin/booths/outage/{outage.pk}/change_state/",
        {**YES, "text_ko": "일부 운영", "text_en": ""},
    )

    following = Outage.objects.standing().get()
    outage.refresh_from_db()
    assert (following.state, following.text_ko, following.started_at) == (
        "degraded",
        "일부 운영",
        NOON,
    )
    assert outage.ended_at == NOON
    assert following.statuses.standing().count() == 2


def test_an_exhibitors_own_outage_is_told_apart(organiser, outage):
    own = OutageFactory(edition=outage.edition, started_at=EARLIER)
    ServiceStatusFactory(outage=own, space__edition=outage.edition, is_own=True)

    page = organiser.get("/admin/booths/outage/").content.decode()

    assert "주최 측" in page
    assert "참가기관" in page


def test_the_downtime_of_every_booth_is_a_page_and_a_table(organiser, outage):
    SpaceFactory(edition=outage.edition, code="Z-09")

    page = organiser.get("/admin/downtimes/")
    table = organiser.get("/admin/downtimes/table.csv")
    rows = b"".join(table.streaming_content).decode("utf-8-sig").splitlines()

    shown = organiser.get("/admin/booths/outage/show_downtimes", follow=True)
    assert shown.redirect_chain[-1][0].startswith("/admin/downtimes/")
    assert [record.space.code for record in page.context["records"]] == ["A-01", "A-02"]
    assert page.context["others"] == 1
    assert rows[1].split(",")[:1] + rows[1].split(",")[2:] == [
        "A-01",
        "2023-11-23",
        "120",
        "60",
        "0",
    ]


def test_downtimes_are_the_organisers_alone(edition, outage):
    planner = organisers.arrive(edition, RoleKind.PLANNER)
    elsewhere = organisers.arrive(EditionFactory(), RoleKind.ORGANISER)

    assert planner.get("/admin/downtimes/").status_code == 404
    assert elsewhere.get(f"/admin/downtimes/?edition={edition.slug}").status_code == 404
    assert elsewhere.get("/admin/downtimes/").context["records"] == []
