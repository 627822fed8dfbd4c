"""The desk in a browser: by the keyboard alone, with a hand scanner, without a network."""

import re
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import expect

from expo import editions
from expo.models import RoleKind
from tests.dashboard.scenes import PASSWORD, account
from tests.factories import ConsentTextFactory, PersonFactory, RegistrationFactory
from tests.journeys import pages
from tests.visitors import a_fair
from visitors import tickets
from visitors.classes import TicketClass
from visitors.models import CheckIn, Person, Registration
from visitors.tickets import Order

pytestmark = pytest.mark.django_db(transaction=True)

NOW = datetime(2023, 11, 24, 13, 2, tzinfo=ZoneInfo("Asia/Seoul"))
DESK, WALK_INS, LIST = "/desk/", "/desk/walk-ins/", "/desk/groups/list/"
SCREENS = pytest.mark.parametrize("screen", [pages.PHONE, pages.DESK], ids=["phone", "desk"])
LANGUAGES = pytest.mark.parametrize("language", ["", "/en"], ids=["korean", "english"])


@pytest.fixture
def edition(transactional_db):
    edition = a_fair.open_fair().edition
    edition.signing_keys.update(retired_at=NOW)  # that of the fair signs nothing
    editions.set_clock(edition, to=NOW, rate=0)
    for language in ("ko", "en"):
        ConsentTextFactory(edition=edition, version=1, language=language)
    return edition


@pytest.fixture
def people(edition):
    names = ["김민수", "김민서", "박서연"]
    return {name: somebody(edition, name) for name in names}


def somebody(edition, name):
    person = PersonFactory(edition=edition, name=name, email="", organisation="행정안전부")
    row = RegistrationFactory(edition=edition, person=person)
    tickets.issue(edition, Order(TicketClass.VISITOR, person.pk, row.pk), at=NOW)
    return row


@pytest.fixture
def desk(page, live_server, edition, people):
    """The page, open before a door supervisor."""
    supervisor = account(edition, RoleKind.DOOR_SUPERVISOR, name="박입구")
    pages.log_in(page, live_server.url, supervisor.email, PASSWORD)
    page.wait_for_load_state()  # the focus may come before the scripts that answer to keys
    expect(page.locator("#q")).to_be_focused()
    return page


@SCREENS
@LANGUAGES
def test_every_page_is_at_home_on_every_screen(desk, live_server, people, language, screen):
    site = f"{live_server.url}{language}"
    row = people["김민수"]
    card = f"{DESK}registrations/{row.uuid}/"
    desk.set_viewport_size(screen)
    paths = [
        DESK, card, f"{card}?new=1", WALK_INS, "/desk/groups/", LIST, f"{card}merge/",
        f"{card}merge/{people['김민서'].uuid}/",
    ]  # fmt: skip
    for path in paths:
        with pages.nothing_wrong(desk):
            desk.goto(site + path)
        pages.check(desk)
    with pages.nothing_wrong(desk):
        desk.goto(site + DESK)
        desk.locator("#q").type("김민")
        expect(desk.locator(".card")).to_have_count(2)
    pages.check(desk)


@SCREENS
def test_what_went_wrong_and_what_was_done_is_at_home_too(desk, live_server, people, screen):
    desk.set_viewport_size(screen)
    desk.goto(live_server.url + WALK_INS)
    desk.locator("#id_name").fill("김민수")
    desk.keyboard.press("Enter")
    expect(desk.locator(".error-summary li")).to_have_count(1)
    pages.check(desk)

    desk.locator("#id_organisation").fill("행정안전부")
    desk.locator("label[for=id_agreed]").click()
    desk.keyboard.press("Enter")
    expect(desk.locator("#similar .card")).to_have_count(1)
    pages.check(desk)

    desk.locator("#similar [data-key=F8]").click()
    expect(desk.locator("#told")).to_contain_text("명찰 배부")
    pages.check(desk)


def test_the_keyboard_alone_finds_and_hands_out(desk, people):
    desk.keyboard.type("김민")
    expect(desk.locator(".card")).to_have_count(2)
    desk.keyboard.press("ArrowDown")
    desk.keyboard.press("ArrowDown")
    expect(desk.locator(".card").nth(1).locator("[data-card]")).to_be_focused()
    desk.keyboard.press("F8")

    expect(desk.locator("#told")).to_contain_text("아직 입장한 것이 아닙니다")
    expect(desk.locator("#q")).to_be_focused()
    assert CheckIn.objects.get().ticket == people["김민수"].tickets.get()


def test_arrows_lead_through_the_cards_and_back_to_the_field(desk):
    desk.keyboard.type("김민")
    expect(desk.locator(".card")).to_have_count(2)
    for key in ("ArrowDown", "ArrowUp"):
        desk.keyboard.press(key)

    expect(desk.locator("#q")).to_be_focused()
    desk.keyboard.press("ArrowDown")
    desk.keyboard.press("Enter")

    expect(desk.locator("#card-name")).to_contain_text("김민서")


LATER = """() => {
  for (const card of document.querySelectorAll(".card")) card.dataset.isOld = "";
  const field = document.getElementById("q");
  field.value = "김민 ";
  field.dispatchEvent(new Event("input", { bubbles: true }));
}"""
"""A letter whose answer comes when the keyboard is among the cards already."""


def test_cards_found_anew_keep_the_keyboard_where_it_was(desk):
    desk.keyboard.type("김민")
    expect(desk.locator(".card")).to_have_count(2)
    desk.keyboard.press("ArrowDown")
    desk.evaluate(LATER)

    expect(desk.locator(".card[data-is-old]")).to_have_count(0)

    expect(desk.locator(".card").first.locator("[data-card]")).to_be_focused()


def test_a_hand_scanner_types_a_code_and_the_card_opens(desk, people):
    row = people["박서연"]
    desk.keyboard.type(tickets.code(row.tickets.get()))
    desk.keyboard.press("Enter")

    expect(desk.locator("#card-name")).to_contain_text("박서연")
    expect(desk.locator("#q")).to_be_focused()
    expect(desk).to_have_url(re.compile(f"/desk/registrations/{row.uuid}/$"))


def test_the_keyboard_alone_registers_somebody(desk):
    desk.keyboard.press("F4")
    expect(desk.locator("#id_name")).to_be_focused()
    desk.keyboard.type("이하나")
    desk.keyboard.press("Tab")
    desk.keyboard.type("통계청")
    desk.locator("#id_agreed").focus()
    desk.keyboard.press("Space")
    desk.keyboard.press("Enter")

    expect(desk.locator("#card-name")).to_contain_text("이하나")
    expect(desk.locator("[data-print]")).to_be_focused()
    desk.keyboard.press("F4")
    expect(desk.locator("#id_name")).to_have_value("")
    assert Person.objects.filter(name="이하나", organisation="통계청").count() == 1


def test_one_key_registers_without_personal_data(desk):
    desk.keyboard.press("F4")
    desk.locator("#id_name").fill("이하나")
    desk.keyboard.press("F9")

    expect(desk.locator("#card-name")).to_contain_text("이름 없음")
    assert not Person.objects.filter(name="이하나").exists()


def test_the_notice_follows_the_language_of_the_visitor(desk, live_server):
    desk.goto(live_server.url + WALK_INS)
    expect(desk.locator(".notice-text[lang=ko]")).to_be_visible()
    expect(desk.locator(".notice-text[lang=en]")).to_be_hidden()

    desk.locator("label:has(input[value=en])").click()

    expect(desk.locator(".notice-text[lang=en]")).to_be_visible()
    expect(desk.locator(".notice-text[lang=ko]")).to_be_hidden()


def test_a_double_click_registers_once(desk, live_server):
    before = Registration.objects.count()
    desk.goto(live_server.url + WALK_INS)

    desk.locator("[name=nameless]").dblclick()

    expect(desk.locator("#card-name")).to_be_visible()
    assert Registration.objects.count() == before + 1


def test_without_a_network_what_was_typed_stays(desk, live_server):
    desk.goto(live_server.url + WALK_INS)
    desk.locator("#id_name").fill("이하나")
    desk.locator("label[for=id_agreed]").click()

    desk.context.set_offline(True)
    desk.keyboard.press("Enter")
    expect(desk.locator(".desk-offline")).to_contain_text("네트워크")
    desk.context.set_offline(False)
    desk.keyboard.press("Enter")

    expect(desk.locator("#card-name")).to_contain_text("이하나")


def test_this_browser_remembers_the_paper(desk, live_server, people):
    card = f"{live_server.url}{DESK}registrations/{people['김민수'].uuid}/"
    desk.goto(card)
    desk.locator("[data-paper]").select_option("label")

    desk.goto(card)

    expect(desk.locator("[data-paper]")).to_have_value("label")
    address = re.compile(r"\?paper=label$")
    expect(desk.locator("[data-print]")).to_have_attribute("href", address)


def test_without_scripts_the_desk_works(browser, live_server, desk, people):
    context = browser.new_context(locale="ko-KR", java_script_enabled=False)
    context.add_cookies(desk.context.cookies())
    page = context.new_page()
    page.goto(live_server.url + DESK)
    page.locator("#q").fill("김민")
    page.keyboard.press("Enter")
    page.locator("[data-card]", has_text="김민수").click()
    page.locator("[data-key=F8]").click()

    expect(page.locator("#told")).to_contain_text("명찰 배부")
    context.close()
    assert CheckIn.objects.get().ticket == people["김민수"].tickets.get()
