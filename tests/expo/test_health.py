"""What watches the house is told the truth, and nothing restarts for a lost hint."""

import pytest
from django.db import OperationalError

from expo.api import health

NOWHERE = "redis://127.0.0.1:1/0"


def test_a_living_process_says_so_without_asking_anybody(client):
    answer = client.get("/healthz")  # no `django_db` here: asking the database would fail

    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})


@pytest.mark.django_db
def test_ready_means_database_and_broker(client, monkeypatch):
    monkeypatch.setattr(health, "PATIENCE", 30)  # however busy the machine is

    answer = client.get("/readyz")

    assert answer.status_code == 200
    assert answer.json() == {"status": "ok", "database": "ok", "broker": "ok"}


@pytest.mark.django_db
def test_without_the_broker_the_house_is_degraded_and_still_ready(client, settings):
    settings.REDIS_URL = NOWHERE

    answer = client.get("/readyz")

    assert answer.status_code == 200
    assert answer.json() == {"status": "degraded", "database": "ok", "broker": "unavailable"}


def test_without_the_database_the_house_is_not_ready(client, monkeypatch):
    def refuse():
        raise OperationalError("connection refused")

    monkeypatch.setattr(health, "_ask_database", refuse)

    answer = client.get("/readyz")

    assert answer.status_code == 503
    assert answer.json()["database"] == "unavailable"
