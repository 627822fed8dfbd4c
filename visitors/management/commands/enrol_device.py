"""`manage.py enrol_device GATE [--name N]`: make a device and print its one-time code."""

import json
import os
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError

from expo.models import Edition
from visitors import devices
from visitors.management.door_command import DoorCommand
from visitors.models import Gate


class Command(DoorCommand):
    help = "Make a device for a gate and print, as JSON, the one-time code it is enrolled with."

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("gate", help="The gate's code, such as E1.")
        parser.add_argument("--name", default="", help="What people call the device.")
        parser.add_argument(
            "--base",
            default=f"http://127.0.0.1:{os.environ.get('PORT', '8000')}",
            help="Where the scanner page is; %(default)s.",
        )

    def run(self, edition: Edition, options: dict[str, Any]) -> None:
        gate = Gate.objects.of(edition).filter(code=options["gate"]).first()
        if gate is None:
            raise CommandError(f"Edition {edition.slug} has no gate {options['gate']}.")
        device, code = devices.create(gate, options["name"])
        enrolment = {
            "device": str(device.uuid),
            "gate": gate.code,
            "enrolment_code": code,
            "url": f"{options['base'].rstrip('/')}/gate/#code={code}",
        }
        self.stdout.write(json.dumps(enrolment))
