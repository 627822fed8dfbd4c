"""Who changed what, when, before and after."""

import pghistory
import pytest

from expo import histories
from expo.models import RoleKind
from tests import factories, organisers

pytestmark = pytest.mark.django_db


def differences(change):
    return {
        difference.field: (difference.before, difference.after) for difference in change.differences
    }


def test_a_change_says_who_and_what_before_and_after():
    account = factories.AccountFactory(name="김주최")
    hall = factories.HallFactory(capacity=100)
    with pghistory.context(account=account.pk):
        hall.capacity = 200
        hall.save()

    latest, made = histories.of(hall)

    assert (latest.by, latest.act) == ("김주최", str(histories.LABELS["changed"]))
    assert list(differences(latest).values()) == [("100", "200")]
    assert made.act == str(histories.LABELS["made"])


def test_a_command_is_named_as_the_one_who_did_it():
    with pghistory.context(command="seed"):
        hall = factories.HallFactory()

    assert [change.by for change in histories.of(hall)] == ["seed"]


def test_rows_kept_as_they_had_been_show_the_same_before_and_after():
    """Registrations come by the ten thousand: their history holds only what was before a change."""
    registration = factories.RegistrationFactory(heads=1)
    for heads in (2, 3):
        registration.heads = heads
        registration.save()

    assert [list(differences(change).values()) for change in histories.of(registration)] == [
        [("2", "3")],
        [("1", "2")],
    ]


def test_names_stand_for_keys_and_labels_for_codes():
    session = factories.SessionFactory(kind="talk")
    session.hall = factories.HallFactory(edition=session.edition, code="4E")
    session.kind = "ceremony"
    session.save()

    shown = differences(histories.of(session)[0])

    assert "4E" in {after for _before, after in shown.values()}
    assert session.get_kind_display() in {after for _before, after in shown.values()}


def test_the_cost_of_a_history_does_not_grow_with_it(django_assert_num_queries):
    session = factories.SessionFactory()
    for capacity in range(50):
        session.capacity = capacity + 1
        session.hall = factories.HallFactory(edition=session.edition)
        session.save()

    with django_assert_num_queries(3):  # events, editions, halls
        assert len(histories.of(session)) == 51


def test_a_change_made_in_the_admin_names_its_author():
    edition = factories.EditionFactory()
    organiser = organisers.arrive(edition, RoleKind.ORGANISER, name="김주최")
    fields = {"edition": edition.pk, "code": "4B", "name_ko": "전시장"}
    place = {"x": 0, "y": 0, "width": 9, "depth": 9}

    organiser.post("/admin/expo/hall/add/", fields | place)
    page = organiser.get(f"/admin/expo/hall/{edition.halls.get().pk}/history/")

    assert [change.by for change, _way_back in page.context["changes"]] == ["김주최"]
    assert "김주최" in page.content.decode()


def test_personal_fields_are_not_copied_into_history():
    person = factories.PersonFactory(name="홍길동")
    person.name = "홍길순"
    person.save()

    assert "홍길동" not in str(histories.of(person))
