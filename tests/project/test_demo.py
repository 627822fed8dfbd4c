"""`make demo`: its address, its accounts, and one whole run from nothing."""

import socket

import pytest

from expo.models import Account, Role, RoleKind
from expo.project import embedded
from expo.project.demo import accounts, ports, screen
from tests.factories import EditionFactory


def test_a_taken_port_is_one_sentence_that_names_another():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        with pytest.raises(embedded.CannotStart, match=f"Port {port} .*PORT={port + 1}"):
            ports.check_free("127.0.0.1", port)


@pytest.mark.parametrize("port", [-1, 0, 70000])
def test_a_port_that_cannot_be_is_one_sentence(port):
    with pytest.raises(embedded.CannotStart, match="cannot be used"):
        ports.check_free("127.0.0.1", port)


def test_a_demo_for_the_whole_network_is_at_this_machines_own_name():
    assert ports.site("0.0.0.0", 8000) == "http://localhost:8000"  # noqa: S104


@pytest.mark.django_db
def test_the_demo_has_one_account_per_role_and_again_changes_nothing():
    edition = EditionFactory()
    accounts.create(edition)
    accounts.create(edition)

    assert sorted(Role.objects.values_list("kind", flat=True)) == sorted(RoleKind.values)
    assert Account.objects.count() == len(RoleKind)


@pytest.mark.django_db
def test_everybody_may_log_in_with_what_the_screen_says(client):
    accounts.create(EditionFactory())
    shown = screen.welcome("http://localhost:8000")

    for demo in accounts.ACCOUNTS:
        assert f"{demo.email}  " in shown
        assert client.login(email=demo.email, password=accounts.PASSWORD)
