"""Somebody is invited by mail, chooses a password on his phone, and works for his exhibitor."""

import re

import pytest
from django.core import mail
from playwright.sync_api import expect

from booths import members
from booths.members import Invitee
from booths.models import MemberRole
from expo import mails
from tests import factories
from tests.journeys import pages

pytestmark = pytest.mark.django_db(transaction=True)

EMAIL, PASSWORD = "choi@body.example", "hanok-and-river-9"
SCREENS = pytest.mark.parametrize("screen", [pages.PHONE, pages.DESK], ids=["phone", "desk"])


@pytest.fixture
def link(fair, settings, live_server):
    """What the invited finds in his mail."""
    settings.SITE_URL = live_server.url
    owner = factories.MemberFactory(
        exhibitor__edition=fair, exhibitor__name_ko="한빛신원청", account__name="김대표"
    )
    members.invite(owner.exhibitor, Invitee(EMAIL, MemberRole.OWNER), by=owner.account)
    mails.send_due()
    return re.search(r"http\S+/invitations/\S+", mail.outbox[0].body)[0]


@SCREENS
def test_from_the_mail_to_the_members(page, link, screen):
    page.set_viewport_size(screen)

    with pages.nothing_wrong(page):
        page.goto(link)
        page.get_by_role("button", name="시작하기").click()
        expect(page.get_by_role("alert")).to_be_visible()
    pages.check(page)

    with pages.nothing_wrong(page):
        page.get_by_label("이름").fill("최편집")
        page.get_by_role("textbox", name="비밀번호").fill(PASSWORD)
        page.get_by_role("button", name="비밀번호 보기").click()
        expect(page.get_by_role("textbox", name="비밀번호")).to_have_attribute("type", "text")
        page.get_by_role("button", name="시작하기").click()
        expect(page.get_by_text("한빛신원청").first).to_be_visible()
    pages.check(page)

    with pages.nothing_wrong(page):
        menu = page.get_by_role("navigation", name="부스 관리")
        menu.get_by_role("link", name="담당자").click()
        page.get_by_role("button", name="초대 메일 보내기").click()
        expect(page.get_by_role("alert")).to_be_visible()
    pages.check(page)

    with pages.nothing_wrong(page):
        page.get_by_role("link", name="종료 김대표").click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("김대표")
    pages.check(page)
    page.get_by_role("button", name="담당자 종료").click()
    expect(page.get_by_role("status")).to_contain_text("이제 담당자가 아닙니다")


def test_a_link_that_is_no_longer_good_offers_a_fresh_one(page, link):
    page.set_viewport_size(pages.PHONE)

    page.goto(link.rstrip("/")[:-3] + "xyz/")
    pages.check(page)
    page.get_by_role("button", name="새 링크 받기").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("새 링크를 보냈습니다")
    pages.check(page)
