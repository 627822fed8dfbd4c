"""A member before his exhibitor's listing."""

from datetime import UTC, datetime

from django.test import Client

from booths import listings
from tests import factories

NOW = datetime(2023, 11, 20, 3, tzinfo=UTC)
EMPTY_ROW = dict.fromkeys(["name_ko", "name_en", "text_ko", "text_en"], "")


class Desk:
    """A member, logged in, and the listing he works on."""

    def __init__(self, **live):
        self.member = factories.MemberFactory()
        self.exhibitor = self.member.exhibitor
        self.edition = self.exhibitor.edition
        self.participation = self.exhibitor.participations.get()
        self.listing = factories.ListingFactory(participation=self.participation, **live)
        self.client = logged_in(self.member.account)
        self.address = f"/portal/{self.exhibitor.uuid}/listing/"

    def open(self, query=""):
        return self.client.get(self.address + query)

    def form(self, answer=None):
        """What a browser would send of the page as it is."""
        return fields(answer or self.open())

    def save(self, form=None, **typed):
        return self.client.post(self.address, {**(form or self.form()), **typed})

    def live(self):
        self.listing.refresh_from_db()
        self.listing.participation.exhibitor.refresh_from_db()
        return listings.values(self.listing)


def logged_in(account):
    client = Client()
    client.force_login(account)
    return client


def fields(answer):
    """The controls of a page's form with what stands in them, repeated names as lists."""
    sheet = answer.context["sheet"]
    found = {"seen": sheet.seen_text}
    for bound in sheet.texts:
        if bound.name not in {"logo_file", "logo_removed"}:
            found[bound.name] = bound.field.prepare_value(bound.value()) or ""
    for name in EMPTY_ROW:
        found[f"exhibit-{name}"] = [row[name].value() or "" for row in sheet.rows]
    return found
