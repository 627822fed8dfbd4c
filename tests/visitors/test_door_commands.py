"""`enrol_device` and `issue_tickets`: JSON on standard output, one sentence when it goes wrong."""

import json
from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from tests.visitors import scenes
from tests.visitors.scenes import Phone
from visitors import devices
from visitors.models import Device, Person, Ticket
from visitors.signing import ticket_number

pytestmark = pytest.mark.django_db


def lines(*arguments, **options):
    output = StringIO()
    call_command(*arguments, stdout=output, **options)
    return [json.loads(line) for line in output.getvalue().splitlines()]


def test_a_device_is_printed_with_its_code():
    scenes.gate(scenes.edition())

    [printed] = lines("enrol_device", "E1", "--name", "left", "--base", "https://expo.example/")

    device, _ = devices.enrol(printed["enrolment_code"])
    assert printed == {
        "device": str(device.uuid),
        "gate": "E1",
        "enrolment_code": printed["enrolment_code"],
        "url": f"https://expo.example/gate/#code={printed['enrolment_code']}",
    }
    assert device.name == "left"


@pytest.mark.parametrize("ticket_class", ["visitor", "exhibitor", "group"])
def test_tickets_are_printed_one_a_line(ticket_class):
    fair = scenes.edition()
    phone = Phone.at(scenes.gate(fair))

    printed = lines("issue_tickets", "--class", ticket_class, "--count", "3")

    assert [line["class"] for line in printed] == [ticket_class] * 3
    assert {ticket_number(line["ticket"]) for line in printed} == set(
        Ticket.objects.values_list("pk", flat=True)
    )
    assert {phone.show(line["code"])["outcome"] for line in printed} == {"admitted"}


def test_each_ticket_is_another_person():
    scenes.edition()

    lines("issue_tickets", "--count", "2")

    assert Person.objects.count() == 2


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["enrol_device", "E7"], "no gate E7"),
        (["enrol_device", "E1", "--edition", "1999"], "no edition 1999"),
        (["issue_tickets", "--count", "0"], "--count is"),
        (["issue_tickets", "--last-day", "9"], "이번 박람회에 없는 개최일"),
        (["issue_tickets", "--class", "king"], "invalid choice"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_what_cannot_be_done_is_one_sentence(arguments, words):
    scenes.gate(scenes.edition())

    with pytest.raises(CommandError, match=words):
        lines(*arguments)

    assert [row.objects.count() for row in (Device, Ticket, Person)] == [0, 0, 0]


def test_without_an_edition_it_says_so():
    with pytest.raises(CommandError, match="no edition yet"):
        lines("issue_tickets")
