"""The page where organisers decide who gets a ticket: looked at, asked once more, done once."""

from datetime import UTC, datetime

import pytest

from expo.models import Look, Mail, RoleKind
from tests import factories, organisers
from tests.visitors import scenes
from visitors.models import Approval, Registration, Ticket
from visitors.registrations import approvals

pytestmark = pytest.mark.django_db

PAGE = "/admin/approvals/"
AT = datetime(2023, 11, 20, 1, tzinfo=UTC)


@pytest.fixture
def edition():
    return scenes.edition()


@pytest.fixture
def organiser(edition):
    return organisers.arrive(edition, RoleKind.ORGANISER, name="김하나", language="ko")


def waiting(edition, name, **fields):
    person = factories.PersonFactory(
        edition=edition, name=name, email="press@paper.example", organisation="새벽일보"
    )
    fields = {"ticket_class": "media", "approval": "waiting"} | fields
    return factories.RegistrationFactory(edition=edition, person=person, **fields)


def words(answer):
    return answer.content.decode()


def state_of(*rows):
    return [Registration.objects.get(pk=row.pk).approval for row in rows]


def test_a_calm_page_says_what_will_stand_here(organiser):
    assert "fair-calm" in words(organiser.get(PAGE))


def test_what_was_told_stands_beside_the_name_the_longest_waiting_first(edition, organiser):
    waiting(edition, "둘째", registered_at=datetime(2023, 11, 3, tzinfo=UTC))
    waiting(edition, "첫째", registered_at=datetime(2023, 11, 2, tzinfo=UTC))
    page = words(organiser.get(PAGE))
    assert page.index("첫째") < page.index("둘째")
    assert "새벽일보" in page
    assert "press@paper.example" in page


def test_nothing_is_decided_by_the_first_press(edition, organiser):
    row = waiting(edition, "한빛나")
    for verdict in ("approve", "refuse"):
        page = organiser.post(PAGE, {verdict: str(row.uuid)})
        assert page.status_code == 200
        assert 'name="sure"' in words(page)
    assert state_of(row) == [Approval.WAITING]
    assert not Mail.objects.exists()


def test_many_are_approved_at_once(edition, organiser):
    rows = [waiting(edition, f"기자{number}") for number in range(3)]
    chosen = [str(row.uuid) for row in rows[:2]]

    asked = organiser.post(PAGE, {"approve": "chosen", "chosen": chosen})
    assert words(asked).count('name="chosen"') == 2
    done = organiser.post(PAGE, {"approve": "chosen", "chosen": chosen, "sure": "1"}, follow=True)

    assert state_of(*rows) == ["approved", "approved", "waiting"]
    assert Ticket.objects.count() == Mail.objects.filter(kind="ticket").count() == 2
    assert "등록 2건을 승인했습니다" in words(done)


def test_a_refusal_without_a_reason_asks_for_it_and_keeps_what_was_typed(edition, organiser):
    row = waiting(edition, "한빛나")
    body = {"refuse": "chosen", "chosen": str(row.uuid), "sure": "1"}

    empty = organiser.post(PAGE, body | {"reason": "  "})
    forbidden = organiser.post(PAGE, body | {"reason": "900101-1234567"})

    assert (empty.status_code, forbidden.status_code) == (422, 422)
    assert 'aria-invalid="true"' in words(empty)
    assert "주민등록번호" in words(forbidden)
    assert state_of(row) == [Approval.WAITING]


def test_a_refusal_is_told_with_its_reason(edition, organiser):
    row = waiting(edition, "한빛나")
    body = {"refuse": "chosen", "chosen": str(row.uuid), "sure": "1", "reason": "기자증 없음"}
    organiser.post(PAGE, body)
    row.refresh_from_db()
    assert (row.approval, row.refusal, row.decided_by) == (
        "refused",
        "기자증 없음",
        organiser.account,
    )


def test_the_second_of_two_organisers_reads_who_was_first_and_the_rest_is_done(edition, organiser):
    taken, free = waiting(edition, "한빛나"), waiting(edition, "이새벽")
    approvals.approve(taken, by=factories.AccountFactory(name="박두리"), at=AT)
    body = {"refuse": "chosen", "chosen": [str(taken.uuid), str(free.uuid)], "sure": "1"}

    page = words(organiser.post(PAGE, body | {"reason": "사유"}, follow=True))

    assert "박두리" in page
    assert "10:00" in page
    assert state_of(taken, free) == ["approved", "refused"]


def test_a_double_press_says_nothing_alarming_and_tells_once(edition, organiser):
    row = waiting(edition, "한빛나")
    body = {"approve": "chosen", "chosen": str(row.uuid), "sure": "1"}
    organiser.post(PAGE, body)

    again = organiser.post(PAGE, body, follow=True)

    assert "먼저 처리했습니다" not in words(again)
    assert Ticket.objects.count() == Mail.objects.count() == 1


@pytest.mark.parametrize(
    "body", [{}, {"approve": "chosen", "refuse": "chosen"}, {"approve": "x"}, {"approve": ""}]
)
def test_a_form_that_nobody_made_finds_nothing(organiser, body):
    assert organiser.post(PAGE, body).status_code == 404


def test_with_nobody_chosen_nothing_happens_and_it_says_so(edition, organiser):
    waiting(edition, "한빛나")
    page = organiser.post(PAGE, {"approve": "chosen"}, follow=True)
    assert "선택한 사람이 없습니다" in words(page)


def test_the_registrations_of_another_edition_are_out_of_reach(organiser):
    other = scenes.edition(number=2)
    row = waiting(other, "한빛나")
    organiser.post(PAGE, {"approve": str(row.uuid), "sure": "1"})
    assert state_of(row) == [Approval.WAITING]


@pytest.mark.parametrize("kind", [RoleKind.PRIVACY_OFFICER, RoleKind.DOOR_SUPERVISOR])
def test_only_organisers_decide(edition, kind):
    row = waiting(edition, "한빛나")
    other = organisers.arrive(edition, kind)
    assert other.get(PAGE).status_code == 404
    assert other.post(PAGE, {"approve": str(row.uuid), "sure": "1"}).status_code == 404


def test_whoever_looks_is_in_the_access_log(edition, organiser):
    row = waiting(edition, "한빛나")
    organiser.get(PAGE)
    look = Look.objects.get(place="admin.approval")
    assert (look.subjects, look.act, look.account) == ([row.person_id], "view", organiser.account)


def test_the_home_page_says_that_somebody_waits_and_names_nobody(edition, organiser):
    assert not any("approvals" in task.address for task in tasks(organiser))
    waiting(edition, "한빛나", registered_at=AT)

    (task,) = (task for task in tasks(organiser) if "approvals" in task.address)

    assert "1건" in task.sentence
    assert "11-20 10:00" in task.detail
    assert "한빛나" not in words(organiser.get("/admin/"))


def tasks(client):
    return client.get("/admin/").context["tasks"]


def test_the_cost_of_the_page_does_not_grow_with_those_who_wait(
    edition, organiser, django_assert_max_num_queries
):
    for number in range(40):
        waiting(edition, f"기자{number}")
    with django_assert_max_num_queries(14):
        organiser.get(PAGE)
