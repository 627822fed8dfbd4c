"""No page asks the database the same again for each row that it shows.

Every endpoint that `permissions.py` knows is asked once, at a fair with several of everything: a
statement that comes back with other values once for each of them is an N+1, whoever added it."""

import re
from collections import Counter
from dataclasses import dataclass

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from expo.project.admin_urls import pages
from tests.contracts import many
from tests.contracts.permissions import TABLE

pytestmark = pytest.mark.django_db

VALUES = re.compile(r"'(?:[^']|'')*'(?:::\w+(?:\[\])?)?|\b\d+(?:\.\d+)?\b")
LISTS = re.compile(r"\?(?:\s*,\s*\?)+")
PAGES = {row.name: row for row in reversed(TABLE) if row.method == "get"}


def addresses(fair):
    """Of every endpoint that may list something; a page of the admin that is of one row is not."""
    there = many.there(fair)
    for name, row in PAGES.items():
        if name not in many.LISTS_NOTHING:
            yield name, reverse(name, kwargs=there.get(name, row.kwargs)) + row.query
    for page in pages:
        if "<" not in page.route and page.name not in many.ONLY_ACTS:
            yield f"admin:{page.name}", reverse(f"admin:{page.name}")


def shape(statement: str) -> str:
    """The statement without its values, so that the same question looks the same."""
    return LISTS.sub("?", VALUES.sub("?", statement))


@dataclass(frozen=True)
class Asked:
    """How the page answered, and how often it asked the database what it asked most."""

    status: int
    times: int


def ask(client, address, headers=None):
    client.get(address, headers=headers)  # what lives longer than a request is warm
    with CaptureQueriesContext(connection) as captured:
        answer = client.get(address, headers=headers)
        answer.getvalue()  # a file that is streamed asks while it is read
    counted = Counter(shape(query["sql"] or "") for query in captured)
    return Asked(answer.status_code, max(counted.values(), default=0))


def test_no_page_asks_the_same_for_each_row():
    fair = many.open_fair()
    client = Client()
    client.force_login(fair.account)
    of_devices = {"api:snapshot": {"Authorization": f"Device {fair.device}"}}
    asked = {
        name: ask(Client() if name in of_devices else client, address, of_devices.get(name))
        for name, address in addresses(fair)
    }

    assert {name: told.status for name, told in asked.items() if told.status != 200} == {}
    allowed = dict.fromkeys(asked, many.SEVERAL - 1) | many.BOUNDED
    assert {name: told.times for name, told in asked.items() if told.times > allowed[name]} == {}


def test_a_statement_for_each_row_looks_the_same_whatever_the_row():
    first = "SELECT a FROM t WHERE id = 7 AND code = 'A-''17' AND day IN (1, 2, 3)"
    other = "SELECT a FROM t WHERE id = 12 AND code = 'B' AND day IN (4)"

    assert shape(first) == shape(other)
    assert shape(first) != shape("SELECT b FROM t WHERE id = 7 AND code = 'B' AND day IN (4)")
