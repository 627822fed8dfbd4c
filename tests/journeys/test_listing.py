"""A listing's way from an exhibitor's form past an organiser to the public page."""

import pytest
from playwright.sync_api import expect

from booths.models import ListingChange
from expo.models import RoleKind
from tests import factories, pictures
from tests.dashboard.scenes import PASSWORD, account
from tests.journeys import pages

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def exhibitor(fair):
    exhibitor = factories.ExhibitorFactory(edition=fair, code="hanbit", name_ko="한빛신원청")
    participation = factories.ParticipationFactory(exhibitor=exhibitor, edition=fair)
    listing = factories.ListingFactory(participation=participation, summary_ko="옛 글")
    factories.ExhibitFactory(listing=listing, order=1, name_ko="신분증 발급")
    return exhibitor


@pytest.fixture
def member(exhibitor):
    member = factories.MemberFactory(exhibitor=exhibitor).account
    member.set_password(PASSWORD)
    member.save()
    return member


@pytest.fixture
def sheet(page, live_server, exhibitor, member):
    """The form, open before a member."""
    pages.log_in(page, live_server.url, member.email, PASSWORD)
    page.goto(f"{live_server.url}/portal/{exhibitor.uuid}/listing/")
    return page


def save(sheet):
    sheet.get_by_role("button", name="수정안으로 저장").click()


def test_a_listing_is_written_proposed_approved_and_read(
    sheet, browser, live_server, fair, exhibitor
):
    preview = sheet.locator("#preview")
    with pages.nothing_wrong(sheet):
        sheet.fill("#id_summary_ko", "새 글 <b>굵게</b>")
        expect(preview).to_contain_text("새 글 <b>굵게</b>")
        sheet.set_input_files(
            "#id_logo_file",
            {"name": "logo.png", "mimeType": "image/png", "buffer": pictures.file()},
        )
        expect(preview.locator("img")).to_be_visible()
        sheet.locator("#exhibit-down-1").click()
        expect(sheet.locator("#exhibit-down-2")).to_be_focused()
        expect(sheet.locator("[id='id_2_exhibit-name_ko']")).to_have_value("신분증 발급")
        expect(sheet.locator("#id_summary_ko")).to_have_value("새 글 <b>굵게</b>")
    for screen in (pages.PHONE, pages.DESK):
        sheet.set_viewport_size(screen)
        pages.check(sheet)

    sheet.fill("#id_website", "javascript:alert(1)")
    save(sheet)
    expect(sheet.locator("#faults")).to_be_focused()
    pages.check(sheet)
    sheet.fill("#id_website", "www.example.org")
    save(sheet)
    expect(sheet.locator(".proposal")).to_have_count(3)
    pages.check(sheet)

    organiser = account(fair, RoleKind.ORGANISER, name="이운영")
    organiser.is_staff = True
    organiser.save()
    desk = browser.new_context(locale="ko-KR").new_page()
    pages.log_in(desk, live_server.url, organiser.email, PASSWORD)
    with pages.nothing_wrong(desk):
        desk.goto(f"{live_server.url}/admin/moderation/")
        desk.locator(".fair-task a").click()
        for screen in (pages.PHONE, pages.DESK):
            desk.set_viewport_size(screen)
            pages.fits(desk)
        expect(desk.locator("ins", has_text="굵게")).to_be_visible()
        desk.get_by_role("button", name="모두 승인").click()
        expect(desk.locator(".fair-calm")).to_be_visible()
    desk.context.close()

    assert set(ListingChange.objects.values_list("state", flat=True)) == {"approved"}
    sheet.goto(f"{live_server.url}/exhibitors/hanbit/")
    expect(sheet.locator("main")).to_contain_text("새 글 <b>굵게</b>")


def test_what_was_typed_outlives_a_log_out(sheet, member):
    sheet.fill("#id_summary_ko", "오래 쓴 글")
    sheet.context.clear_cookies(name="sessionid")
    save(sheet)

    sheet.get_by_label("이메일").fill(member.email)
    sheet.get_by_label("비밀번호").fill(PASSWORD)
    sheet.get_by_role("button", name="로그인").click()
    sheet.get_by_role("button", name="되살리기").click()
    expect(sheet.locator("#id_summary_ko")).to_have_value("오래 쓴 글")
    save(sheet)

    expect(sheet.locator(".proposal")).to_have_count(1)
    assert ListingChange.objects.get().after == "오래 쓴 글"
