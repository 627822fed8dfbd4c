"""`POST /api/v1/devices/enrol/`."""

import pytest
from django.core.cache import cache

from tests.visitors import scenes
from visitors import devices
from visitors.api.devices import MOST_FAILURES

pytestmark = pytest.mark.django_db

ADDRESS = "/api/v1/devices/enrol/"


@pytest.fixture(autouse=True)
def _nobody_guessed_before():
    cache.clear()


@pytest.fixture
def enrol(client):
    def post(body):
        return client.post(ADDRESS, body, content_type="application/json")

    return post


def test_a_code_is_traded_for_a_token(enrol):
    device, code = devices.create(scenes.gate(scenes.edition()))

    answer = enrol({"enrolment_code": code})

    assert answer.status_code == 200
    token = answer.json()["token"]
    assert answer.json() == {
        "token": token,
        "device": str(device.uuid),
        "gate": "E1",
        "edition": "fair-1",
    }
    assert len(token) > 40


def test_a_code_is_good_once(enrol):
    _, code = devices.create(scenes.gate(scenes.edition()))
    enrol({"enrolment_code": code})

    answer = enrol({"enrolment_code": code})

    assert (answer.status_code, answer.json()["code"]) == (422, "enrolment_code_not_valid")


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"enrolment_code": "AAAA-AAAA-AAAA"}, 422, "enrolment_code_not_valid"),
        ({"enrolment_code": ""}, 400, "invalid"),
        ({"enrolment_code": "x" * 41}, 400, "invalid"),
        ({"enrolment_code": ["a"]}, 400, "invalid"),
        ({"enrolment_code": "\0"}, 400, "invalid"),
        ({}, 400, "invalid"),
        ("[]", 400, "invalid"),
        ("{", 400, "parse_error"),
    ],
    ids=str,
)
def test_anything_else_is_refused(enrol, body, status, code):
    answer = enrol(body)

    assert (answer.status_code, answer.json()["code"]) == (status, code)


def test_guessing_is_slowed(enrol):
    for _ in range(MOST_FAILURES):
        enrol({"enrolment_code": "wrong"})

    answer = enrol({"enrolment_code": "wrong"})

    assert (answer.status_code, answer.json()["code"]) == (429, "throttled")
    assert int(answer.headers["Retry-After"]) > 0


def test_enrolling_many_phones_is_not(enrol):
    gate = scenes.gate(scenes.edition())

    answers = [enrol({"enrolment_code": devices.create(gate)[1]}) for _ in range(MOST_FAILURES + 5)]

    assert {answer.status_code for answer in answers} == {200}
