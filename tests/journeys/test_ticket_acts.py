"""A visitor stays in charge by keyboard alone, from the link of the ticket to its end."""

import pytest
from playwright.sync_api import expect

from expo.models import Destruction
from tests.factories import ParticipationFactory
from tests.journeys import pages
from tests.visitors import ticket_scenes
from visitors import leads, links

pytestmark = pytest.mark.django_db(transaction=True)

FORMS = ("details", "stay", "cancellation", "consents", "exhibitors", "data", "replacement")


@pytest.fixture
def row():
    fair = ticket_scenes.fair()
    ParticipationFactory(edition=fair, exhibitor__name_ko="한빛신원청", exhibitor__name_en="Hanbit")
    return ticket_scenes.with_everything(fair, companions=ticket_scenes.COMPANY)


def reach(page, target):
    """Go to it with the tabulator key alone."""
    target.wait_for()
    for _ in range(80):
        if target.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"The keyboard does not get to {target}.")


def press(page, role, name, key="Enter"):
    reach(page, page.get_by_role(role, name=name, exact=True))
    page.keyboard.press(key)


def told(page, words):
    expect(page.get_by_role("status").filter(has_text=words)).to_be_visible()


@pytest.mark.parametrize("language", ["ko", "en"])
def test_every_page_below_the_ticket_is_easy_to_use(page, live_server, row, language):
    for screen, names in ((pages.PHONE, (*FORMS, "erasure")), (pages.DESK, ("exhibitors", "data"))):
        page.set_viewport_size(screen)
        for name in names:
            with pages.nothing_wrong(page):
                page.goto(live_server.url + links.address(row, language, f"ticket_{name}"))
            pages.check(page)


def test_from_a_corrected_name_to_the_end_by_keyboard_alone(page, live_server, row):
    page.set_viewport_size(pages.PHONE)

    def open_(name):
        page.goto(live_server.url + links.address(row, "ko", f"ticket_{name}"))

    open_("details")
    reach(page, page.get_by_label("이름", exact=True))
    page.keyboard.press("Control+A")
    page.keyboard.type("홍길순")
    press(page, "button", "저장")
    told(page, "저장했습니다")

    open_("exhibitors")
    press(page, "checkbox", "한빛신원청", " ")
    press(page, "button", "표시한 기관에 제공 동의")
    press(page, "button", "제공 동의 철회 한빛신원청")
    told(page, "한빛신원청")

    open_("consents")
    press(page, "button", "철회 선택 항목 수집")
    told(page, "파기했습니다")

    open_("replacement")
    press(page, "button", "새 코드 받기")
    page.wait_for_url("**" + links.address(row, "ko"))

    open_("erasure")
    press(page, "button", "영구히 파기")
    expect(page.get_by_role("alert")).to_be_visible()
    pages.check(page)
    press(page, "checkbox", "무엇이 파기되는지 읽었습니다. 되돌릴 수 없습니다.", " ")
    press(page, "button", "영구히 파기")
    expect(page.get_by_role("heading", level=1)).to_have_text("개인정보를 파기했습니다")
    expect(page.get_by_text(str(Destruction.objects.latest("pk")))).to_be_visible()
    pages.check(page)
    assert leads.given(row)[0].withdrawn_at

    open_("details")
    expect(page.get_by_role("heading", level=1)).to_have_text("개인정보가 파기되었습니다")
    pages.check(page)
