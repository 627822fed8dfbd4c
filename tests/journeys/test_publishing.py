"""A planner tells a figure to the press: sees it, changes its words, copies them."""

import re

import pytest
from playwright.sync_api import expect

from expo.models import RoleKind
from tests.dashboard.scenes import PASSWORD, account
from tests.journeys import pages
from tests.visitors.a_fair import store_worked_example, utc
from tests.visitors.announcements import ended_fair, publish
from visitors import attendance

pytestmark = pytest.mark.django_db(transaction=True)

ASKED = "?figure=daily_unique&day=2023-11-23&as_of=2023-11-23T18:00"


@pytest.fixture
def fair(transactional_db):
    fair = ended_fair()
    store_worked_example(fair)
    attendance.count_new(fair.edition.pk)
    return fair


@pytest.fixture
def planner(page, live_server, fair):
    """A browser in which a planner is logged in, and where publishing begins."""
    account(fair.edition, RoleKind.PLANNER, name="이기획")
    pages.log_in(page, live_server.url, "kim@expo.example", PASSWORD)
    page.rooms = f"{live_server.url}/dashboard/{fair.edition.slug}/published/"
    return page


def test_a_figure_is_chosen_seen_reworded_published_and_copied(planner, fair):
    planner.goto(f"{planner.rooms}new/")
    planner.get_by_text("일별 실인원", exact=True).click()
    expect(planner.get_by_label("일별 실인원")).to_be_checked()
    planner.get_by_label("전시일", exact=True).select_option("2023-11-23")
    planner.get_by_label("기준 시각").fill("2023-11-23T18:00")
    planner.get_by_role("button", name="집계하여 미리보기").click()
    korean = planner.get_by_label("국문 문장")
    expect(korean).to_have_value(re.compile("3명"))

    korean.fill("첫날 3명이 다녀갔습니다.")
    expect(planner.get_by_text("제안 문장과 다릅니다.").first).to_be_visible()
    planner.get_by_role("button", name="제안 문장으로 되돌리기").first.click()
    expect(korean).to_have_value(re.compile("일별 실인원 3명"))
    expect(planner.get_by_text("제안 문장과 다릅니다.").first).to_be_hidden()
    korean.fill("첫날 3명이 다녀갔습니다.")
    planner.get_by_role("button", name="이 수치 공표").click()

    expect(planner.get_by_text("수치를 공표했습니다.")).to_be_visible()
    planner.context.grant_permissions(["clipboard-read", "clipboard-write"])
    planner.get_by_role("button", name="복사 : 국문 문장").focus()
    planner.keyboard.press("Enter")
    expect(planner.get_by_text("복사했습니다.")).to_be_visible()
    copied = planner.evaluate("navigator.clipboard.readText()")
    assert copied == "첫날 3명이 다녀갔습니다."


def test_where_there_is_no_clipboard_the_words_are_selected(planner, fair):
    row = publish(fair)
    planner.add_init_script("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    planner.goto(f"{planner.rooms}{row.uuid}/")

    planner.get_by_role("button", name="복사 : 영문 문장").click()

    expect(planner.get_by_text("문장을 선택했습니다.")).to_be_visible()
    assert planner.evaluate("getSelection().toString().trim()") == row.text_en


@pytest.mark.parametrize("screen", [pages.PHONE, pages.DESK], ids=["phone", "desk"])
def test_every_page_of_publishing_is_readable_on_every_screen(planner, fair, screen):
    row = publish(fair)
    fair.ticket("late", "somebody late")
    fair.scan("late", "E1", "23T03:00", received_at=utc("23T12:00"))
    attendance.count_new(fair.edition.pk)
    planner.set_viewport_size(screen)

    for address in ("", "new/", f"new/{ASKED}", f"{row.uuid}/"):
        with pages.nothing_wrong(planner):
            planner.goto(planner.rooms + address)
        pages.check(planner)
