"""The phones of the plan as real devices: made for their gates, enrolled, the crowd's own."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.db import transaction

from expo.models import Edition
from visitors import devices, doors
from visitors.crowd import Passage, Phone, Plan
from visitors.doors import Door
from visitors.models import Device, Gate, SimulatedCrowd


@dataclass(frozen=True, slots=True)
class Scanner:
    """A phone, its device, and the token it speaks with."""

    phone: Phone
    device: Device
    token: str

    def door(self) -> Door:
        return doors.of_device(self.device)


Scanners = Mapping[str, Scanner]
"""phone's name → scanner"""


def in_use(plan: Plan) -> list[Phone]:
    """The phones that ever scan anybody, in the order of their names."""
    used = {passage.phone.name: passage.phone for day in plan.days for passage in day}
    return [used[name] for name in sorted(used)]


@transaction.atomic
def enrol(edition: Edition, crowd: SimulatedCrowd, phones: Iterable[Phone]) -> Scanners:
    """Make a device for each phone and enrol it."""
    gates = {gate.code: gate for gate in Gate.objects.of(edition).select_related("edition")}
    made = {phone.name: _enrolled(phone, gates[phone.gate]) for phone in phones}
    crowd.devices.add(*(scanner.device for scanner in made.values()))
    return made


def _enrolled(phone: Phone, gate: Gate) -> Scanner:
    _device, code = devices.create(gate, phone.name)
    return Scanner(phone, *devices.enrol(code))


def held_by(passages: Iterable[Passage], phone: Phone) -> Iterator[Passage]:
    return (passage for passage in passages if passage.phone == phone)
