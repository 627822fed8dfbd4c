"""How many questions each address asks the database about the whole reference fair.

An N+1 shows as a number that jumps. With EXPO_REWRITE_QUERY_COUNTS=1 the baseline is rewritten, on
purpose: say why in the commit.
"""

import json
import os
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from expo import access
from expo.models import Account, Edition, RoleKind

BASELINE = Path(__file__).with_name("query_counts.json")
PATHS = [
    "/",
    "/en/",
    "/notices/",
    "/states/",
    "/programme/",
    "/programme/S2/",
    "/programme.ics",
    "/exhibitors/",
    "/exhibitors/?q=hanbit",
    "/exhibitors/hanbit-identity/",
    "/dashboard/",
    "/dashboard/2023/feed/",
    "/dashboard/2023/safety/",
    "/dashboard/2023/heat/",
    "/dashboard/2023/explore/",
    "/dashboard/2023/explore/?what=hour&figure=entries",
    "/dashboard/2023/published/",
    "/dashboard/2023/reports/",
    "/dashboard/2023/screens/",
    "/dashboard/wall/",
    "/api/v1/editions/2023/spaces/?page_size=100",
    "/api/v1/editions/2023/exhibitors/?page_size=100",
    "/api/v1/editions/2023/sessions/",
    "/api/v1/editions/2023/outages/",
    "/api/v1/editions/2023/figures/",
    "/api/v1/editions/2023/attendance/?by=gate",
    "/api/v1/editions/2023/attendance/?by=hour",
    "/api/v1/editions/2023/attendance/?by=day",
    "/api/v1/editions/2023/attendance/?by=hall",
    "/api/v1/editions/2023/attendance/?by=session",
    "/api/v1/editions/2023/attendance/?by=class",
    "/api/v1/editions/2023/attendance/?by=registration",
    "/api/v1/editions/2023/attendance/?by=visit",
    "/api/v1/editions/2023/attendance/?by=booth",
    "/api/v1/editions/2023/attendance/?by=sector",
    "/api/v1/editions/2023/observations/",
    "/api/v1/editions/2023/consent-texts/",
    "/api/v1/editions/2023/published-figures/?page_size=100",
    "/metrics",
]
FOR_ORGANISERS = [
    "/api/v1/editions/2023/assignments/?page_size=100",
    "/api/v1/editions/2023/listing-changes/",
]

pytestmark = pytest.mark.django_db


@pytest.fixture
def planner():
    """The reference edition, and somebody who may look at all of it."""
    call_command("seed", verbosity=0)
    account = Account.objects.create_user("plans@example.com", "correct horse battery")
    access.grant(account, Edition.objects.get(slug="2023"), RoleKind.PLANNER)
    return account


@pytest.fixture
def organiser(planner):
    """Somebody who organises it."""
    account = Account.objects.create_user("organises@example.com", "correct horse battery")
    access.grant(account, Edition.objects.get(slug="2023"), RoleKind.ORGANISER)
    client = Client()
    client.force_login(account)
    return client


def questions(client, path):
    client.get(path)  # caches that live longer than a request are warm, as they are in use
    with CaptureQueriesContext(
        connection,
    ) as captured:
        answer = client.get(path)
    assert answer.status_code == 200, f"{path}: {answer.status_code}"
    return len(captured)


def test_no_address_asks_more_than_it_did(planner, organiser, client):
    client.force_login(planner)
    counted = {path: questions(client, path) for path in PATHS}
    counted |= {path: questions(organiser, path) for path in FOR_ORGANISERS}

    if os.environ.get("EXPO_REWRITE_QUERY_COUNTS"):
        BASELINE.write_text(json.dumps(counted, indent=2) + "\n")
    assert counted == json.loads(BASELINE.read_text())
