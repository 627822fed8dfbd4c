"""Registering through the API: bad input first, then what comes back, and how often."""

from datetime import UTC, datetime, timedelta
from unittest.mock import ANY
from uuid import uuid4

import pytest
from django.core.cache import cache

from expo import editions
from expo.models import Mail
from tests import factories
from tests.visitors import scenes
from visitors import limits, tickets
from visitors.limits import Bucket
from visitors.models import Consent, Merge, Person, Registration, Ticket

pytestmark = pytest.mark.django_db

AT = datetime(2023, 11, 20, 2, tzinfo=UTC)
COLLECTION = {"kind": "collection", "version": 1, "language": "ko"}
OPTIONAL = {"kind": "optional", "version": 1, "language": "ko"}
KIM = {"name": "김민수", "email": "minsu@example.org", "consents": [COLLECTION]}


@pytest.fixture(autouse=True)
def edition():
    cache.clear()
    edition = scenes.edition(slug="2023")
    editions.set_clock(edition, AT, 0)
    for kind in ("collection", "optional", "marketing"):
        for language in ("ko", "en"):
            factories.ConsentTextFactory(edition=edition, kind=kind, version=1, language=language)
    return edition


def post(client, body, slug="2023", **headers):
    address = f"/api/v1/editions/{slug}/registrations/"
    return client.post(address, body, content_type="application/json", headers=headers)


def refusal(answer):
    assert answer["Content-Type"] == "application/problem+json"
    return answer.status_code, answer.json()["code"]


def nothing_is_stored():
    return not any(model.objects.exists() for model in (Person, Registration, Ticket, Mail))


# Bad input


@pytest.mark.parametrize(
    ("told", "field", "code"),
    [
        ({"name": ""}, "name", "blank"),
        ({"name": "\u200b"}, "name", "invisible"),
        ({"name": "가" * 101}, "name", "max_length"),
        ({"email": "not a mail"}, None, "no_mail_address"),
        ({"name": "900101-1234567"}, None, "resident_number"),
        ({"name": "김\u202e민수"}, None, "unwritable"),
        ({"name": "김\x00민수"}, "name", "null_characters_not_allowed"),
        ({"phone": "전화"}, "phone", "no_phone_number"),
        ({"country": "XX"}, "country", "no_country"),
        ({"language": "fr"}, "language", "invalid_choice"),
        ({"class": "king"}, "class", "invalid_choice"),
        ({"first_day": "2023-12-24"}, None, "no_such_show_day"),
        ({"first_day": "2023-11-25", "last_day": "2023-11-23"}, None, "no_such_show_day"),
        ({"id": "7"}, "id", "invalid"),
        ({"heads": 0}, "heads", "min_value"),
        ({"heads": 40}, None, "wrong_heads"),
        ({"nmae": "김민수"}, "nmae", "invalid"),
        ({"companions": [{"name": "이서연", "email": "x@y.org"}]}, "companions", None),
        ({"class": "media"}, None, "class_not_offered"),
        ({"consents": []}, None, "consent_missing"),
        ({"organisation": "새벽일보"}, None, "optional_not_agreed"),
        ({"consents": [COLLECTION | {"version": 2}]}, None, "notice_changed"),
    ],
)
def test_each_mistake_has_a_code_and_leaves_nothing_behind(client, told, field, code):
    answer = post(client, KIM | told)

    assert answer.status_code == 422, answer.content
    problem = answer.json()
    if field is None:
        assert problem["code"] == code
    else:
        assert problem["code"] == "invalid"
        assert list(problem["errors"]) == [field]
        assert code is None or problem["codes"][field] == [code]
    assert nothing_is_stored()


@pytest.mark.parametrize(
    "body", ["", "[]", "null", '"x"', "{", "[{}]", "[" * 100_000, r'{"class": "\ud800"}']
)
def test_what_is_no_document_is_refused(client, body):
    answer = post(client, body)
    assert answer.status_code in {400, 422}
    assert nothing_is_stored()


def test_what_is_longer_than_anybody_writes_is_not_read(client):
    answer = post(client, KIM | {"companions": [{"name": "가" * 100}] * 10_000})
    assert refusal(answer) == (413, "body_too_large")
    assert nothing_is_stored()


def test_what_is_missing_is_named(client):
    problem = post(client, {}).json()
    assert set(problem["errors"]) == {"name", "email", "consents"}


def test_an_edition_that_is_not_published_is_not_there(client, edition):
    editions.withdraw(edition)
    assert refusal(post(client, KIM)) == (404, "not_found")
    assert client.get("/api/v1/editions/2023/consent-texts/").status_code == 404


@pytest.mark.parametrize(
    ("times", "code"),
    [
        ({"registration_opens_at": AT + timedelta(days=1)}, "registration_not_open"),
        ({"registration_closes_at": AT}, "registration_closed"),
    ],
)
def test_outside_its_time_nobody_registers(client, edition, times, code):
    for name, at in times.items():
        setattr(edition, name, at)
    edition.save()
    assert refusal(post(client, KIM)) == (422, code)


def test_errors_speak_the_language_of_the_client(client):
    in_english = post(client, KIM | {"consents": []}, **{"Accept-Language": "en"})
    assert "notice" in in_english.json()["detail"]
    assert "동의" in post(client, KIM | {"consents": []}).json()["detail"]


# What comes back


def test_the_ticket_comes_at_once(client, edition):
    answer = post(client, KIM | {"first_day": "2023-11-24"})

    assert answer.status_code == 201
    row = Registration.objects.get()
    assert answer.json() == {
        "registration": str(row.uuid),
        "number": row.number,
        "ticket": {
            "code": ANY,
            "class": "visitor",
            "first_day": "2023-11-24",
            "last_day": "2023-11-25",
        },
        "companions": [],
        "state": "registered",
        "link": ANY,
    }
    assert answer["Cache-Control"] == "private, no-store"
    assert answer.json()["ticket"]["code"] == tickets.code(row.tickets.get())
    assert client.get(answer.json()["link"]).status_code == 200
    assert Mail.objects.values_list("kind", "recipient").get() == ("ticket", "minsu@example.org")


def test_optional_items_are_kept_with_their_consent(client):
    told = {"organisation": " 새벽  일보 ", "phone": "０１０ 1234 5678", "country": "kr"}
    assert post(client, KIM | told | {"consents": [COLLECTION, OPTIONAL]}).status_code == 201
    person = Person.objects.get()
    assert (person.organisation, person.phone, person.country) == (
        "새벽 일보",
        "010-1234-5678",
        "KR",
    )


@pytest.mark.parametrize("name", ["별", "가" * 40, "金敏洙", "Zoë 🎈", "محمد علي"])
def test_people_are_called_all_sorts_of_things(client, name):
    assert post(client, KIM | {"name": name}).status_code == 201
    assert Person.objects.get().name == name


def test_company_gets_tickets_of_its_own_for_the_same_number_of_questions(
    client, django_assert_max_num_queries
):
    many = [{"name": f"벗 {number}"} for number in range(30)]
    with django_assert_max_num_queries(45):
        answer = post(client, KIM | {"companions": many})

    along = answer.json()["companions"]
    assert [one["ticket"]["class"] for one in along] == ["visitor"] * 30
    assert len({one["ticket"]["code"] for one in along}) == 30


def test_a_notice_that_is_named_twice_is_agreed_to_once(client):
    answer = post(
        client, KIM | {"consents": [COLLECTION, COLLECTION], "companions": [{"name": "이"}]}
    )

    assert answer.status_code == 201, answer.content
    assert Consent.objects.count() == 2


def test_a_group_has_one_ticket(client):
    answer = post(client, KIM | {"class": "group", "heads": 25})
    assert answer.json()["ticket"]["class"] == "group"
    assert Ticket.objects.get().heads == 25


def test_what_needs_an_approval_waits_without_a_ticket(client, edition):
    factories.RegistrationOfferFactory(edition=edition, ticket_class="media", needs_approval=True)

    answer = post(client, KIM | {"class": "media"}).json()

    assert (answer["state"], answer["ticket"]) == ("waiting", None)
    assert client.get(answer["link"]).status_code == 200
    assert Mail.objects.get().kind == "approval_waiting"


# Again


def test_the_same_id_gives_the_same_answer_and_registers_once(client):
    body = KIM | {"id": str(uuid4())}
    first, again = post(client, body), post(client, body)
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json() == again.json()
    assert Registration.objects.count() == Mail.objects.count() == Ticket.objects.count() == 1


def test_the_same_id_gives_the_same_answer_after_registration_has_closed(client, edition):
    body = KIM | {"id": str(uuid4())}
    first = post(client, body)
    editions.set_clock(edition, AT + timedelta(days=30), 0)
    assert post(client, body).json() == first.json()


def test_the_same_id_for_somebody_else_is_a_conflict(client):
    body = KIM | {"id": str(uuid4())}
    post(client, body)
    assert refusal(post(client, body | {"name": "이서연"})) == (409, "registered_differently")


def test_an_id_read_from_a_link_that_was_closed_opens_nothing(client):
    body = KIM | {"id": str(uuid4())}
    post(client, body)
    Registration.objects.update(link_number=1)
    again = post(client, body).json()
    assert (again["link"], again["ticket"]) == (None, None)


def test_who_is_registered_already_is_told_to_nobody(client):
    first, again = post(client, KIM).json(), post(client, KIM).json()
    assert first.keys() == again.keys()
    assert again["state"] == "registered"
    assert again["ticket"] is not None
    assert again["registration"] != first["registration"]
    assert Merge.objects.count() == 1


def test_too_many_from_one_address_are_told_how_long_to_wait(client, monkeypatch):
    few = (Bucket("few", holds=2, pause=timedelta(minutes=1)),)
    monkeypatch.setattr(limits, "REGISTRATIONS", few)
    assert [post(client, KIM).status_code for _ in range(2)] == [201, 201]

    slowed = post(client, KIM)

    assert refusal(slowed) == (429, "throttled")
    assert 50 < int(slowed["Retry-After"]) <= 61
    assert Registration.objects.count() == 2


# The notices


def test_a_client_can_show_the_newest_notices(client, edition):
    factories.ConsentTextFactory(edition=edition, version=2, purpose="새 목적")

    answer = client.get("/api/v1/editions/2023/consent-texts/?language=ko")

    shown = {one["kind"]: one for one in answer.json()["results"]}
    assert set(shown) == {"collection", "optional", "marketing"}
    assert (shown["collection"]["version"], shown["collection"]["purpose"]) == (2, "새 목적")
    assert [one["is_required"] for one in shown.values()].count(True) == 1
    again = client.get(
        "/api/v1/editions/2023/consent-texts/?language=ko",
        headers={"If-None-Match": answer["ETag"]},
    )
    assert again.status_code == 304
