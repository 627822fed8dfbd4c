"""The privacy notice: what the page says is what the nightly task goes by."""

import pytest

from expo import retention
from tests.factories import EditionFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_every_rule_of_retention_is_told_to_everybody(client, prefix):
    EditionFactory(retention_days=47)

    page = client.get(f"{prefix}/privacy/").content.decode()

    assert page.count('scope="row"') == len(retention.rules())
    assert "47" in page


def test_before_an_edition_is_published_there_is_no_notice(client):
    EditionFactory(is_published=False)

    assert client.get("/privacy/").status_code == 404


def test_help_stands_in_the_same_place_on_every_page(client):
    EditionFactory(help_phone="051-123-0000", help_email="help@expo.example")

    for address in ("/", "/privacy/", "/programme/"):
        page = client.get(address).content.decode()
        footer = page.partition("<footer")[2]
        assert "tel:051-123-0000" in footer
        assert "mailto:help@expo.example" in footer
