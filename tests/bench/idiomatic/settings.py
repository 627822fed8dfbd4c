"""The settings of the other benchmarks, with the yardstick's addresses alone."""

from tests.bench.settings import *  # noqa: F403

ROOT_URLCONF = "tests.bench.idiomatic.urls"
