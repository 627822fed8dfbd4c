"""Prometheus reads the truth of this moment, and only who may."""

import pytest
from django.utils import timezone
from prometheus_client.parser import text_string_to_metric_families

from expo.project import full_house
from tests.visitors import scenes
from visitors import attendance, devices
from visitors.devices import Contact

pytestmark = pytest.mark.django_db


def samples(client, **headers):
    answer = client.get("/metrics", headers=headers)
    assert answer.status_code == 200
    families = text_string_to_metric_families(answer.content.decode())
    return [sample for family in families for sample in family.samples]


def read(client, **headers):
    return {sample.name: sample.value for sample in samples(client, **headers)}


def test_without_an_edition_there_are_still_the_process_numbers(client):
    assert read(client)["process_resident_memory_bytes"] > 0


def test_it_tells_what_the_doors_hold_back(client):
    edition = scenes.edition()
    _device, code = devices.create(scenes.gate(edition))
    device, _token = devices.enrol(code)
    devices.heard_from(device.pk, Contact(pending=42, skew=None), at=timezone.now())

    told = read(client)

    assert (told["expo_devices_in_use"], told["expo_scans_unsent"]) == (1, 42)


def test_it_tells_how_old_the_figures_are(client):
    edition = scenes.edition()
    attendance.count_new(edition.pk)

    assert 0 <= read(client)["expo_figures_age_seconds"] < 60


def test_it_tells_how_many_were_refused(client, monkeypatch):
    monkeypatch.setattr(full_house.DOORS, "refused", 7)

    [refused] = [
        sample.value
        for sample in samples(client)
        if sample.name == "expo_requests_refused_total" and sample.labels["room"] == "doors"
    ]

    assert refused == 7


def test_a_token_once_set_is_asked_for(client, settings):
    settings.METRICS_TOKEN = "long and random"

    assert client.get("/metrics").status_code == 404
    assert read(client, Authorization="Bearer long and random")
