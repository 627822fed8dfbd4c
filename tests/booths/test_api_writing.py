"""Organisers write through the API: spaces, exhibitors, and who stands where."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from booths.models import Assignment, Exhibitor, Participation, Space
from expo.models import RoleKind
from tests import factories, organisers

pytestmark = pytest.mark.django_db

ROOT = "/api/v1/editions/2023/"
SPACE = {"code": "A-1", "hall": "4B", "x": 0, "y": 0, "width": 3, "depth": 4.5}
BODY = {"code": "hanbit", "name_ko": "한빛", "sector": "private", "kind": "small_company"}


@pytest.fixture
def edition():
    edition = factories.EditionFactory(slug="2023", is_published=False)
    for day in ("2023-11-23", "2023-11-24", "2023-11-25"):
        factories.ShowDayFactory(edition=edition, date=day)
    factories.HallFactory(edition=edition, code="4B", width=60, depth=40)
    return edition


@pytest.fixture
def client(edition):
    return organisers.arrive(edition, RoleKind.ORGANISER)


@pytest.fixture
def main(edition):
    return factories.ParticipationFactory(edition=edition, exhibitor__code="main")


@pytest.fixture
def guest(edition, main):
    return factories.CoParticipationFactory(edition=edition, main=main, exhibitor__code="guest")


@pytest.fixture
def space(edition):
    hall = edition.halls.get()
    return factories.SpaceFactory(edition=edition, hall=hall, code="A-1", x=0, y=0)


def post(client, path, body=None):
    english = {"Accept-Language": "en"}
    return client.post(ROOT + path, body or {}, "application/json", headers=english)


def patch(client, path, body):
    return client.patch(ROOT + path, body, "application/json", headers={"Accept-Language": "en"})


def refusal(answer):
    return answer.status_code, answer.json()["code"]


def test_a_space_is_laid_out_in_an_edition_that_nobody_sees_yet(client):
    answer = post(client, "spaces/", SPACE)

    assert answer.status_code == 201
    assert answer.json() | {"area": 13.5, "kind": "shell"} == answer.json()
    assert Space.objects.get().code == "A-1"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"code": "A-1", "x": 9}, (409, "space_exists")),
        ({"code": "A-2"}, (409, "floor_taken")),
        ({"code": "A-2", "x": 58}, (422, "outside_hall")),
        ({"code": "A-2", "hall": "9Z"}, (400, "invalid")),
        ({"code": "A/2"}, (400, "invalid")),
        ({"code": "A-2", "x": "3,5"}, (400, "invalid")),
        ({"code": "A-2", "width": 0}, (400, "invalid")),
        ({"code": "A-2", "colour": "red"}, (400, "invalid")),
    ],
)
def test_a_space_that_cannot_be_is_refused_by_its_code(client, space, change, code):
    assert refusal(post(client, "spaces/", SPACE | change)) == code
    assert Space.objects.get() == space


def test_a_space_is_changed(client, space):
    answer = patch(client, "spaces/A-1/", {"depth": 6, "kind": "raw"})

    space.refresh_from_db()
    assert (answer.status_code, space.depth, space.kind, space.width) == (200, 6, "raw", 3)


def test_a_space_keeps_its_code_and_there_is_no_other(client, space):
    assert refusal(patch(client, "spaces/A-1/", {"code": "A-2"})) == (400, "invalid")
    assert refusal(patch(client, "spaces/A-9/", {"depth": 6})) == (404, "not_found")


def test_an_exhibitor_is_added_with_its_role(client, main):
    number = {"registration_number": "1168200276", "country": "KR"}

    answer = post(client, "exhibitors/", BODY | number | {"role": "co", "main": "main"})

    assert answer.status_code == 201
    assert answer.json()["registration_number"] == "116-82-00276"
    assert (answer.json()["role"], answer.json()["main"]) == ("co", "main")
    assert Participation.objects.get(exhibitor__code="hanbit").main == main


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"code": "main"}, (409, "exhibitor_exists")),
        ({"role": "co"}, (422, "main_missing")),
        ({"role": "main", "main": "main"}, (422, "stands_alone")),
        ({"role": "co", "main": "guest"}, (422, "not_a_main")),
        ({"role": "co", "main": "nobody"}, (400, "invalid")),
        ({"main": "main"}, (400, "invalid")),
        ({"registration_number": "116-82-00277"}, (400, "invalid")),
        ({"sector": "third"}, (400, "invalid")),
        ({"code": "한빛"}, (400, "invalid")),
    ],
)
def test_an_exhibitor_that_cannot_be_is_refused_and_nothing_is_half_stored(
    client, guest, change, code
):
    assert refusal(post(client, "exhibitors/", BODY | change)) == code
    assert Exhibitor.objects.count() == 2


def test_one_registration_number_is_one_body(client, edition):
    factories.ExhibitorFactory(edition=edition, registration_number="116-82-00276")

    answer = post(client, "exhibitors/", BODY | {"registration_number": "1168200276"})

    assert refusal(answer) == (409, "registration_number_taken")


def test_an_exhibitor_is_changed_and_takes_part(client, edition):
    factories.ExhibitorFactory(edition=edition, code="hanbit")

    answer = patch(client, "exhibitors/hanbit/", {"name_en": "Hanbit", "role": "main"})

    assert answer.json()["name"]["en"] == "Hanbit"
    assert answer.json()["role"] == "main"
    again = patch(client, "exhibitors/hanbit/", {"role": "co", "main": "hanbit"})
    assert refusal(again) == (409, "already_takes_part")


def test_a_guest_changes_its_host(client, edition, main):
    moving = factories.CoParticipationFactory(edition=edition, exhibitor__code="moving")

    patch(client, "exhibitors/moving/", {"role": "co", "main": "main"})

    moving.refresh_from_db()
    assert moving.main == main


def test_a_space_is_given_moved_and_taken_back(client, edition, main, space):
    factories.SpaceFactory(edition=edition, hall=space.hall, code="A-2", x=30)
    given = post(client, "assignments/", {"space": "A-1", "exhibitor": "main"}).json()

    moved = post(client, f"assignments/{given['id']}/move/", {"space": "A-2"})
    released = post(client, f"assignments/{moved.json()['id']}/release/")
    listed = client.get(ROOT + "assignments/?standing=false").json()["results"]

    assert (given["first_day"], given["last_day"]) == ("2023-11-23", "2023-11-25")
    assert (moved.status_code, moved.json()["space"]) == (201, "A-2")
    assert (released.status_code, released.json()["released_at"] is None) == (200, False)
    assert [row["space"] for row in listed] == ["A-1", "A-2"]
    again = post(client, f"assignments/{given['id']}/release/")
    assert refusal(again) == (409, "assignment_released")


def test_a_taken_space_says_who_stands_there(client, edition, main, space):
    factories.AssignmentFactory(space=space, participation__exhibitor__name_en="Mir")

    answer = post(client, "assignments/", {"space": "A-1", "exhibitor": "main"})

    assert refusal(answer) == (409, "space_taken")
    assert answer.json()["exhibitor"] == "Mir"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"exhibitor": "guest"}, (422, "not_a_main_exhibitor")),
        ({"exhibitor": "nobody"}, (400, "invalid")),
        ({"space": "Z-9"}, (400, "invalid")),
        ({"first_day": "2023-11-23"}, (400, "invalid")),
        ({"first_day": "2023-11-24", "last_day": "2023-11-23"}, (400, "invalid")),
        ({"first_day": "2023-11-22", "last_day": "2023-11-23"}, (400, "invalid")),
    ],
)
def test_an_assignment_that_cannot_be_is_refused(client, guest, space, change, code):
    answer = post(client, "assignments/", {"space": "A-1", "exhibitor": "main"} | change)

    assert refusal(answer) == code
    assert not Assignment.objects.exists()


def test_what_belongs_to_another_edition_is_not_found(client, main, space):
    elsewhere = factories.AssignmentFactory(space__code="Z-1")

    assert post(client, f"assignments/{elsewhere.pk}/release/").status_code == 404
    assert post(client, f"assignments/{elsewhere.pk}/move/", {"space": "A-1"}).status_code == 404
    body = {"space": "Z-1", "exhibitor": "main"}
    assert refusal(post(client, "assignments/", body)) == (400, "invalid")


@pytest.mark.parametrize("path", ["spaces/", "exhibitors/", "assignments/"])
def test_an_organiser_of_another_edition_is_a_stranger_here(edition, path):
    elsewhere = organisers.arrive(factories.EditionFactory(), RoleKind.ORGANISER)

    assert post(elsewhere, path, {}).status_code == 404


def test_the_list_costs_the_same_for_one_row_and_for_fifty(client, edition, main):
    hall = factories.HallFactory(edition=edition, width=900, depth=90)

    def cost():
        with CaptureQueriesContext(connection) as queries:
            assert client.get(ROOT + "assignments/").status_code == 200
        return len(queries)

    def give(number):
        place = {"hall": hall, "x": 10 * number, "y": 0}
        there = factories.SpaceFactory(edition=edition, code=f"B-{number}", **place)
        factories.AssignmentFactory(space=there, participation=main)

    give(0)
    for_one = cost()
    for number in range(1, 50):
        give(number)
    assert cost() == for_one


@pytest.mark.parametrize("name", ["\u200b ", "한\x07빛", "한빛 850101-1234567"])
def test_a_body_is_named_as_a_listing_may_be(client, name):
    answer = post(client, "exhibitors/", BODY | {"name_ko": name})

    assert answer.status_code == 400
    assert "name_ko" in answer.json()["errors"]
    assert not Exhibitor.objects.exists()
