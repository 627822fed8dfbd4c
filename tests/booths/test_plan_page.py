"""`/plan/` as the server tells it: drawing, list and card, without a script."""

import re

import pytest
from django.core.cache import cache
from django.utils import translation

from tests.booths import floors

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_kept():
    cache.clear()


@pytest.fixture
def fair():
    return floors.fair()


@pytest.fixture
def hall(fair):
    return floors.hall(fair)


def read(client, query="", language=""):
    answer = client.get(f"{language}/plan/{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def words(html):
    """What is read, without the marks of the page."""
    return " ".join(re.sub(r"<[^>]*>", " ", html).split())


def card(html):
    return re.search(r'<section id="booth".*?</section>', html, re.DOTALL).group()


def list_of(html):
    return html[html.index('class="plan-list"') :]


def test_drawing_and_list_say_the_same_in_the_same_order(client, fair):
    first, second = floors.hall(fair, "4B"), floors.hall(fair, "4C", x=36)
    floors.booth(second, "B-01")
    floors.booth(first, "A-10")
    floors.booth(first, "A-2", x=12)

    html = read(client)

    drawn = re.findall(r'<a class="tile[^>]*?data-code="([^"]+)"', html, re.DOTALL)
    listed = re.findall(r'<li class="booth"\s+data-code="([^"]+)"', html)
    assert drawn == listed == ["A-2", "A-10", "B-01"]


def test_everybody_on_a_booth_is_in_its_row_with_what_is_shown(client, hall):
    held = floors.booth(hall, "A-17")
    guest = floors.guest(held, "나래기술")
    floors.shows(held.participation, "모바일 신분증")
    floors.shows(guest, "위조 방지 잉크")

    told = words(list_of(read(client)))

    assert "A-17 한빛신원청, 나래기술" in told
    assert "모바일 신분증" in told
    assert "위조 방지 잉크" in told
    assert "공동 참가기관" in told


def test_every_booth_is_a_link_that_names_itself(client, hall):
    held = floors.booth(hall, "A-17")
    floors.stop(held.space)
    floors.free(hall, "A-18", x=20, y=20)

    html = read(client)

    names = re.findall(r'aria-label="(A-1[^"]+)"', html)
    assert names == ["A-17 한빛신원청, 공공, 중단", "A-18 비어 있음"]


def test_the_address_opens_the_card_of_a_booth(client, hall):
    held = floors.booth(hall, "A-17")
    floors.shows(held.participation, "모바일 신분증")
    floors.stop(held.space)

    told = words(card(read(client, "?booth=A-17")))

    assert told.startswith("A-17 한빛신원청 4B 전시장")
    assert "중단 전산망 장애로 중단했습니다." in told
    assert "재개 시각 미정" in told
    assert "모바일 신분증" in told


@pytest.mark.parametrize("code", ["a-17", " A-17 ", "A-17%20"])
def test_a_code_is_found_however_it_is_typed(client, hall, code):
    floors.booth(hall, "A-17")

    assert "한빛신원청" in card(read(client, f"?booth={code}"))


def test_without_a_booth_in_the_address_the_card_is_closed(client, hall):
    floors.booth(hall, "A-17")

    assert re.search(r"tabindex=\"-1\"\s+hidden", card(read(client)))


@pytest.mark.parametrize("name", ["booth", "here"])
@pytest.mark.parametrize("code", ["Z-99", "<script>", "가" * 400])
def test_an_unknown_code_is_told_and_the_plan_still_shown(client, hall, name, code):
    floors.booth(hall, "A-17")

    html = read(client, f"?{name}={code}")

    assert "부스가 없습니다" in html
    assert "<script>" not in html
    assert 'data-code="A-17"' in html


def test_the_reader_of_a_poster_is_told_where_he_stands(client, hall):
    floors.booth(hall, "A-17")

    html = read(client, "?here=A-17")

    assert "현재 위치 A-17 한빛신원청 (4B 전시장)" in words(html)
    assert 'data-here="A-17"' in html
    assert re.search(r'data-mark="here"\s+transform="translate\(7.0 5.0\)"', html)


def test_html_in_names_is_text(client, hall):
    name = '<img src=x onerror="alert(1)">'
    held = floors.booth(hall, "A-17", name=name)
    floors.shows(held.participation, name)

    html = read(client, "?booth=A-17")

    assert "<img" not in html
    assert "&lt;img" in html


def test_without_halls_the_page_says_what_will_be_here(client, fair):
    told = words(read(client))

    assert "주최 측이 배치를 마치는 대로" in told


def test_a_hall_without_booths_says_so(client, hall):
    assert "이 전시장에는 부스가 없습니다." in read(client)


def test_the_plan_of_an_edition_that_is_not_published_is_not_there(client):
    floors.fair(is_published=False)

    assert client.get("/plan/").status_code == 404


def test_the_plan_speaks_english(client, hall):
    held = floors.booth(hall, "A-17")
    floors.stop(held.space)

    html = read(client, "?booth=A-17", language="/en")

    assert 'aria-label="A-17 Hanbit, Public sector, Suspended"' in html
    assert "Hall 4B No network." not in words(html)
    assert "No network." in words(card(html))


def test_a_plan_that_nobody_changed_is_not_sent_again(client, hall):
    floors.booth(hall, "A-17")
    etag = client.get("/plan/")["ETag"]

    again = client.get("/plan/", headers={"If-None-Match": etag})

    assert again.status_code == 304


def test_a_booth_that_stops_is_news(client, hall):
    held = floors.booth(hall, "A-17")
    before = client.get("/plan/")
    floors.stop(held.space)

    after = client.get("/plan/", headers={"If-None-Match": before["ETag"]})

    assert after.status_code == 200
    assert "중단 1곳" in words(after.content.decode())
    assert 'data-state="suspended"' in after.content.decode()


def test_drawing_and_list_are_made_once_for_every_address(
    client, hall, django_assert_max_num_queries
):
    for number in range(5):
        floors.booth(hall, f"A-{number:02}", x=number * 6)
    read(client, "?here=A-01")

    with django_assert_max_num_queries(6):
        html = read(client, "?here=A-02")

    assert 'data-code="A-04"' in html


def test_no_two_links_of_the_drawing_have_the_same_name(client, hall):
    for number in range(4):
        floors.booth(hall, f"A-{number:02}", x=number * 6)

    with translation.override("ko"):
        names = re.findall(r'aria-label="(A-0[^"]+)"', read(client))

    assert len(set(names)) == 4
