"""A programmer reads the API in a browser, within the house's own policy."""

import pytest
from playwright.sync_api import expect

from tests.journeys import pages


@pytest.mark.django_db(transaction=True)
def test_every_endpoint_is_on_one_page_that_keeps_the_policy(page, live_server):
    with pages.nothing_wrong(page):
        page.goto(f"{live_server.url}/api/v1/docs/")

        expect(page.get_by_text("/api/v1/checkins/")).to_be_visible()
