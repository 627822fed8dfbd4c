"""The plan on paper: what can be read of it, and the QR as a phone reads it."""

import pypdfium2
import pytest
import zxingcpp
from django.core.cache import cache

from tests.booths import floors

pytestmark = pytest.mark.django_db

MM = 72 / 25.4


@pytest.fixture(autouse=True)
def nothing_kept():
    cache.clear()


@pytest.fixture
def hall():
    return floors.hall(floors.fair())


@pytest.fixture
def held(hall):
    return floors.booth(hall, "A-17")


def document(client, address):
    answer = client.get(address)
    assert answer.status_code == 200, answer.content[:200]
    assert answer["Content-Type"] == "application/pdf"
    return pypdfium2.PdfDocument(answer.content)


def text(pdf):
    return "\n".join(page.get_textpage().get_text_bounded() for page in pdf)


@pytest.mark.parametrize(("paper", "width", "height"), [("a3", 420, 297), ("a4", 297, 210)])
def test_the_plan_is_printed_on_its_paper(client, held, paper, width, height):
    pdf = document(client, f"/plan/{paper}.pdf")

    assert len(pdf) == 1
    assert pdf[0].get_size() == pytest.approx((width * MM, height * MM), abs=0.1)


def test_a_print_says_what_it_is_who_is_where_and_as_of_when(client, held):
    floors.guest(held, "나래기술")
    floors.stop(held.space)

    told = text(document(client, "/plan/a3.pdf"))

    for words in ("정부박람회", "4B 전시장", "한빛신원청", "나래기술", "11월 24일(금) 16:00 기준"):
        assert words in told
    assert told.count("중단") == 2, "in the legend and on the booth"


def test_everybody_stands_once_in_the_index_with_all_his_booths(client, held):
    other = floors.booth(held.space.hall, "A-18", x=20)
    other.participation = held.participation
    other.save()

    told = text(document(client, "/plan/a4.pdf"))

    assert "A-17, A-18" in told


def test_an_index_that_is_too_long_goes_on_on_another_page(client, hall):
    held = floors.booth(hall, "A-01")
    for number in range(320):
        floors.guest(held, f"함께 온 기관 {number:03}")

    pdf = document(client, "/plan/a4.pdf")

    assert len(pdf) > 1
    assert text(pdf).count("함께 온 기관") == 320


def test_a_name_with_emoji_and_markup_is_printed_as_far_as_it_can_be(client, hall):
    floors.booth(hall, "A-17", name="<b>한빛</b> 🎉 신원청")

    assert "<b>한빛</b> 신원청" in text(document(client, "/plan/a3.pdf"))


def test_an_empty_fair_prints_an_empty_plan(client):
    floors.fair()

    assert "정부박람회" in text(document(client, "/plan/a3.pdf"))


@pytest.mark.parametrize(("language", "link"), [("", "/plan/"), ("/en", "/en/plan/")])
def test_the_poster_leads_to_the_plan_from_where_it_hangs(client, held, settings, language, link):
    settings.SITE_URL = "https://expo.example"

    pdf = document(client, f"{language}/plan/A-17/poster.pdf")

    (code,) = zxingcpp.read_barcodes(pdf[0].render(scale=2).to_pil())
    assert code.text == f"https://expo.example{link}?here=A-17"
    assert client.get(code.text.removeprefix("https://expo.example")).status_code == 200


def test_a_poster_says_where_one_is_in_both_languages_and_nothing_that_passes(client, held):
    floors.stop(held.space)

    told = text(document(client, "/plan/A-17/poster.pdf"))

    assert "현재 위치" in told
    assert "You are here" in told
    assert "A-17" in told
    assert "중단" not in told


def test_a_poster_comes_on_larger_paper_too(client, held):
    pdf = document(client, "/plan/A-17/poster.pdf?paper=a3")

    assert pdf[0].get_width() == pytest.approx(420 * MM, abs=0.1)


@pytest.mark.parametrize(
    "address", ["/plan/Z-99/poster.pdf", "/plan/A-17/poster.pdf?paper=a0", "/plan/a0.pdf"]
)
def test_what_is_not_there_cannot_be_printed(client, held, address):
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("address", ["/plan/a3.pdf", "/plan/A-17/poster.pdf"])
def test_a_print_is_made_once_until_something_changes(client, held, address):
    first, second = client.get(address), client.get(address)

    assert second.content == first.content
    assert second["Content-Type"] == "application/pdf"
    assert client.get(address, headers={"If-None-Match": first["ETag"]}).status_code == 304
    floors.stop(held.space)
    assert client.get(address, headers={"If-None-Match": first["ETag"]}).status_code == 200


def test_without_fonts_the_reader_is_sent_to_the_screen(client, held, settings, tmp_path):
    settings.FONTS = tmp_path

    answer = client.get("/plan/a3.pdf")

    assert answer.status_code == 503
    assert "make setup" in answer.content.decode()
