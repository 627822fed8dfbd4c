"""`POST /api/v1/gate/search/`: who forgot the ticket is found by name, on-line and sparingly."""

import json
import unicodedata

import pytest
from django.core.cache import cache

from tests.visitors import scenes
from tests.visitors.scenes import NOON
from visitors import devices, tickets
from visitors.api.searches import FewSearches, SearchOut
from visitors.classes import TicketClass
from visitors.models import Person, Registration, Ticket

pytestmark = pytest.mark.django_db

ADDRESS = "/api/v1/gate/search/"


@pytest.fixture(autouse=True)
def _nobody_searched_before():
    cache.clear()


@pytest.fixture
def fair():
    return scenes.edition()


@pytest.fixture
def device(fair):
    return devices.enrol(devices.create(scenes.gate(fair), may_search=True)[1])


@pytest.fixture
def search(client, device):
    def post(q=None, *, body=None, token=device[1]):
        content = json.dumps({"q": q}) if body is None else body
        headers = {"Authorization": f"Device {token}"}
        return client.post(ADDRESS, content, content_type="application/json", headers=headers)

    return post


def visitor(fair, name, **fields):
    """A ticket of somebody called so."""
    person = Person.objects.create(edition=fair, name=name, **fields)
    return tickets.issue(fair, tickets.Order(TicketClass.VISITOR, person.pk), at=NOON)


def group(fair, leader, heads):
    person = Person.objects.create(edition=fair, name=leader)
    registration = Registration.objects.create(
        edition=fair, person=person, source="advance", heads=heads, registered_at=NOON
    )
    order = tickets.Order(TicketClass.GROUP, registration=registration.pk, heads=heads)
    return tickets.issue(fair, order, at=NOON)


def names(answer):
    assert answer.status_code == 200, answer.content
    return [person["name"] for person in answer.json()["people"]]


def refusal(answer):
    return answer.status_code, answer.json()["code"]


def test_a_visitor_is_found_with_the_code_to_scan(search, fair):
    ticket = visitor(fair, "김서연", organisation="한빛전자")

    body = search("김서연").json()

    assert body["people"] == [
        {
            "code": tickets.code(ticket),
            "name": "김서연",
            "organisation": "한빛전자",
            "class": "visitor",
            "heads": 1,
        }
    ]
    assert SearchOut(data=body).is_valid()


@pytest.mark.parametrize(
    "typed",
    [
        "김서",
        "서연",
        " 김서연 ",
        "김 서연",
        unicodedata.normalize("NFD", "김서연"),
        "seoyeon",
        "KIM SEO",
        "kim s",
        "김서ㅇ",
    ],
)
def test_half_a_name_carelessly_typed_is_enough(search, fair, typed):
    visitor(fair, "김서연", name_en="Kim Seoyeon")
    visitor(fair, "박지훈", name_en="Park Jihoon")

    assert names(search(typed)) == ["김서연"]


def test_a_name_that_stands_with_a_space_is_found_without(search, fair):
    visitor(fair, "남궁 민수")

    assert names(search("남궁민수")) == ["남궁 민수"]


def test_only_the_name_is_looked_at(search, fair):
    visitor(
        fair, "김서연", organisation="박람회사무국", email="park@example.com", phone="01012345678"
    )

    for text in ("박람회", "park@", "example", "12345678", "5678"):
        assert names(search(text)) == []


def test_whoever_is_called_exactly_so_comes_first(search, fair):
    for name in ("이김서연", "김서연아", "김서연"):
        visitor(fair, name)

    assert names(search("김서연")) == ["김서연", "김서연아", "이김서연"]


def test_a_group_is_found_by_who_leads_it(search, fair):
    group(fair, "최인솔", heads=32)

    [found] = search("최인솔").json()["people"]

    assert (found["name"], found["class"], found["heads"]) == ("최인솔", "group", 32)


def test_ten_are_enough(search, fair):
    for number in range(12):
        visitor(fair, f"김서연{number}")

    assert len(names(search("김서연"))) == 10


def test_nobody_is_found_whom_the_door_would_not_know(search, fair):
    tickets.revoke(visitor(fair, "김서연"), at=NOON)
    Registration.objects.filter(pk=group(fair, "김서연", 3).registration_id).update(
        cancelled_at=NOON
    )
    visitor(scenes.edition(number=2), "김서연")
    Person.objects.create(edition=fair, name="김서연")  # without any ticket

    assert names(search("김서연")) == []


def test_nobody_is_found_whose_data_was_destroyed(search, fair):
    ticket = visitor(fair, "김서연", name_en="Kim Seoyeon")
    Person.objects.filter(pk=ticket.person_id).update(name="", name_en="", erased_at=NOON)

    assert names(search("김서연")) == []


@pytest.mark.parametrize("text", ["%%", "__", "\\\\", "'; --", "''", "%김", "ㅁㅁ", "  --"])
def test_signs_stand_for_themselves(search, fair, text):
    visitor(fair, "김서연")

    assert names(search(text)) == []


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ('{"q": ""}', "invalid"),
        ('{"q": "김"}', "invalid"),
        ('{"q": " 김 "}', "invalid"),
        ('{"q": "\\u0000\\u0000"}', "invalid"),
        ('{"q": ["김서연"]}', "invalid"),
        (json.dumps({"q": "x" * 101}), "invalid"),
        ("{}", "invalid"),
        ("[]", "invalid"),
        ("{", "parse_error"),
    ],
)
def test_what_is_no_name_is_refused(search, body, code):
    assert refusal(search(body=body)) == (400, code)


def test_a_device_searches_only_when_it_may(search, fair):
    _, token = devices.enrol(devices.create(scenes.gate(fair, "E2"))[1])
    visitor(fair, "김서연")

    assert refusal(search("김서연", token=token)) == (403, "search_not_allowed")


def test_a_revoked_device_finds_nobody(search, fair, device):
    visitor(fair, "김서연")
    devices.revoke(device[0])

    assert refusal(search("김서연")) == (401, "device_revoked")


def test_the_list_of_visitors_cannot_be_copied_at_one_go(search, monkeypatch):
    monkeypatch.setattr(FewSearches, "rate", "3/min")
    for _ in range(3):
        assert search("김서연").status_code == 200

    answer = search("김서연")

    assert refusal(answer) == (429, "throttled")
    assert int(answer.headers["Retry-After"]) > 0


@pytest.mark.parametrize("people", [1, 10])
def test_a_search_costs_the_same_for_any_number(search, fair, people, django_assert_num_queries):
    for number in range(people):
        visitor(fair, f"김서연{number}")
    assert Ticket.objects.count() == people

    with django_assert_num_queries(4):  # who asks, who is called so, their tickets, the access log
        search("김서연")
