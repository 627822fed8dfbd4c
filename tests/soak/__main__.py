"""`python -m tests.soak`: exit 1 when a scan is missing, double or miscounted, 0 otherwise."""

import argparse
import os
import platform
import sys

from tests.bench import stages
from tests.bench.lines import show


def main() -> int:
    given = _arguments()
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.bench.settings"
    with stages.engines() as running:
        soaked = _soak(given, running)
    title = f"{given.rate:g} scans a second for {given.seconds:g} s"
    show(soaked.lines, f"{title}, on {os.cpu_count()} processors ({platform.machine()})")
    sys.stdout.write("\n".join(soaked.differences or [WELL]) + "\n")
    return 1 if soaked.differences else 0


WELL = "Every scan is there once, counted and sealed."


def _soak(given, running):
    import django  # noqa: PLC0415  # its settings read the addresses of the engines

    django.setup()
    from django.core.management import call_command  # noqa: PLC0415

    from tests.soak import soaks  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    return soaks.soak(given, running, _hear)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make soak", description=__doc__)
    parser.add_argument("--seconds", type=float, default=600)
    parser.add_argument("--rate", type=float, default=500, help="scans a second")
    parser.add_argument(
        "--overload", type=float, default=30, help="seconds of twice too much; 0: none"
    )
    parser.add_argument("--visitors", type=int, default=3000, help="who came before")
    return parser.parse_args()


def _hear(step: str) -> None:
    sys.stderr.write(f"  {step} …\n")
    sys.stderr.flush()


if __name__ == "__main__":
    sys.exit(main())
