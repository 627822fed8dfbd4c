"""The fair that browsers are taken to."""

from threading import get_ident

import pytest
from django.core.signals import request_finished, request_started

from expo import editions
from expo.project.embedded import processes
from tests.visitors import scenes
from tests.visitors.scenes import NOON
from visitors import keys


@pytest.fixture
def fair(transactional_db):
    """At noon of its second day, with a key for its tickets."""
    fair = scenes.edition()
    editions.set_clock(fair, NOON, rate=1)
    keys.current(fair)
    return fair


@pytest.fixture(autouse=True)
def nobody_waits_for_an_answer(request):
    """Pages that ask by themselves are closed in the middle of a question: its answer must be
    ready before the rows are thrown away, or each of the two may wait for the other's locks."""
    if "live_server" in request.fixturenames:
        request.getfixturevalue("transactional_db")  # which ends after this
    answering = set()

    def begin(**_told):
        answering.add(get_ident())

    def end(**_told):
        answering.discard(get_ident())

    request_started.connect(begin)
    request_finished.connect(end)
    yield
    processes.wait_until(lambda: not answering, 30)
    request_started.disconnect(begin)
    request_finished.disconnect(end)
