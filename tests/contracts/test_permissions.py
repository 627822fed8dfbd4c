"""Every endpoint, every role: the table says what happens, and nothing is missing from it."""

import json

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from expo import access
from expo.models import Account, RoleKind
from tests.contracts.permissions import ASKERS, ELSEWHERE, TABLE
from tests.visitors import scenes
from visitors import devices

pytestmark = pytest.mark.django_db


def walk(patterns, namespace=""):
    """Yields the full name of every named address, `namespace:name`."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from walk(pattern.url_patterns, inner)
        elif isinstance(pattern, URLPattern):
            yield f"{namespace}{pattern.name}"


def is_proved_elsewhere(name):
    return any(name.startswith((f"{prefix}:", f"{prefix}_")) for prefix in ELSEWHERE)


def test_no_endpoint_is_missing_from_the_table():
    ours = {name for name in walk(get_resolver().url_patterns) if not is_proved_elsewhere(name)}

    assert ours - {row.name for row in TABLE} == set()


def test_every_row_of_the_table_is_an_endpoint():
    assert {row.name for row in TABLE} - set(walk(get_resolver().url_patterns)) == set()


@pytest.mark.parametrize("asker", ASKERS)
@pytest.mark.parametrize("row", TABLE, ids=lambda row: f"{row.method} {row.name}{row.query}")
def test_everybody_gets_what_the_table_says(row, asker):
    edition = scenes.edition(slug="2023")
    client, headers = arrive_as(asker, edition)

    answer = client.generic(
        row.method.upper(),
        reverse(row.name, kwargs=row.kwargs) + row.query,
        data=json.dumps(row.body) if row.body is not None else "",
        content_type="application/json",
        headers=headers,
    )

    assert answer.status_code == row.status_for(asker), answer.content[:400]


def arrive_as(asker, edition):
    """A client and its headers: a person who holds exactly that role, or a scanner."""
    client = Client()
    if asker == "anonymous":
        return client, {}
    if asker == "device":
        return client, {"Authorization": f"Device {enrolled_token(edition)}"}
    account = Account.objects.create_user(f"{asker}@example.com", "correct horse battery")
    if asker != "stranger":
        access.grant(account, edition, RoleKind(asker))
    client.force_login(account)
    return client, {}


def enrolled_token(edition):
    _device, code = devices.create(scenes.gate(edition))
    return devices.enrol(code)[1]
