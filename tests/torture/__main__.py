"""One writer: `python -m tests.torture EDITION NUMBER SEED LEDGER` writes until SIGTERM."""

import sys

import django

django.setup()

from tests.torture import writers  # noqa: E402  # rows are known only now

writers.main(*sys.argv[1:])
