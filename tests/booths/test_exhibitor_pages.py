"""The public list of exhibitors, and the page of each."""

import json
import re
from datetime import UTC, date, datetime
from html.parser import HTMLParser

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from booths.models import Cause, ExhibitorKind, Outage, Sector
from expo import editions
from tests.booths import directory_scenes as scenes
from tests.booths.directory_scenes import HOSTILE
from tests.factories import (
    EditionFactory,
    HallFactory,
    LogoFactory,
    OutageFactory,
    ServiceStatusFactory,
    ShowDayFactory,
)

pytestmark = pytest.mark.django_db

NOON = datetime(2023, 11, 24, 3, tzinfo=UTC)


@pytest.fixture
def edition():
    return editions.set_clock(scenes.fair(), to=NOON, rate=0)


def page(client, address="/exhibitors/"):
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


class Names(HTMLParser):
    """The names on the cards, those that are seen and those that are not, in order."""

    def __init__(self):
        super().__init__()
        self.seen, self.hidden, self.target, self.is_name = [], [], [], False

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if attrs.get("class") == "listed":
            self.target = self.hidden if "hidden" in attrs else self.seen
        self.is_name = self.is_name or attrs.get("class") == "listed-name"

    def handle_endtag(self, tag):
        self.is_name = self.is_name and tag != "h3"

    def handle_data(self, data):
        if self.is_name and data.strip():
            self.target.append(data.strip())


def found(client, query="", language=""):
    names = Names()
    names.feed(page(client, f"{language}/exhibitors/{query}"))
    return names.seen


def test_everybody_stands_in_the_list_by_name(client, edition):
    main = scenes.body(edition, "한빛신원청")
    scenes.guest(main, "가람시")

    assert found(client) == ["가람시", "한빛신원청"]
    assert "전체 2곳" in page(client)


def test_an_english_reader_gets_english_names_in_their_order(client, edition):
    scenes.body(edition, "가람시", name_en="Zebra City")
    scenes.body(edition, "한빛신원청", name_en="Hanbit Identity Service")

    assert found(client, language="/en") == ["Hanbit Identity Service", "Zebra City"]


def test_a_represented_company_stands_apart_and_is_not_counted(client, edition):
    scenes.represented(scenes.body(edition, "한빛신원청"), "나래기업")

    seen = page(client)

    assert "전체 1곳" in seen
    assert "대리 소개 기업" in seen
    assert seen.index("한빛신원청") < seen.index("나래기업")
    assert "소개: 한빛신원청" in seen


def test_whoever_withdrew_or_stands_in_another_edition_is_nowhere(client, edition):
    other = EditionFactory(is_published=False)
    scenes.body(other, "다른 회차", code="other")
    gone = scenes.guest(scenes.body(edition), "떠난 기관", exhibitor__code="gone")
    type(gone).objects.filter(pk=gone.pk).update(withdrawn_at=NOON)

    assert found(client) == ["한빛신원청"]
    assert client.get("/exhibitors/other/").status_code == 404
    assert client.get("/exhibitors/gone/").status_code == 404
    assert client.get("/exhibitors/nobody/").status_code == 404


@pytest.mark.parametrize("address", ["/exhibitors/", "/exhibitors/hanbit/"])
def test_there_is_nothing_before_an_edition_is_public(client, address):
    scenes.body(scenes.fair(is_published=False), code="hanbit")

    assert client.get(address).status_code == 404


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("?q=ㅎㅂ", ["한빛신원청"]),
        ("?q=한비", ["한빛신원청"]),
        ("?q=하", ["한빛신원청", "가람시"]),
        ("?q=hanbit", ["한빛신원청"]),
        ("?q=신분증", ["한빛신원청"]),
        ("?q=B-12", ["가람시"]),
        ("?q=안전", ["가람시"]),
        ("?q=safe", ["가람시"]),
        ("?q=ㅅ", ["가람시"]),
        ("?q=없는+말", []),
        ("?sector=private", ["가람시"]),
        ("?sector=public&sector=private", ["가람시", "한빛신원청"]),
        ("?hall=4B", ["한빛신원청"]),
        ("?theme=안전한+사회", ["가람시"]),
        ("?theme=그런+주제는+없음", []),
        ("?kind=small_company", ["가람시"]),
        ("?state=suspended", ["한빛신원청"]),
        ("?state=operating", ["가람시"]),
        ("?sector=private&hall=4B", []),
        ("?sector=nonsense&hall=9Z&state=&unknown=1", ["가람시", "한빛신원청"]),
        ("?q=" + "가" * 500, []),
    ],
)
def test_the_server_finds_by_words_and_boxes(client, edition, query, names):
    first = scenes.body(
        edition,
        "한빛신원청",
        name_en="Hanbit Identity Service",
        hall=HallFactory(edition=edition, code="4B"),
        space="A-17",
    )
    scenes.listing(first, summary_ko="모바일 신분증을 발급합니다.")
    second = scenes.body(
        edition,
        "가람시",
        name_en="Garam City",
        sector=Sector.PRIVATE,
        kind=ExhibitorKind.SMALL_COMPANY,
        hall=HallFactory(edition=edition, code="4C"),
        space="B-12",
    )
    scenes.listing(second, tags=["안전한 사회"])
    scenes.exhibit(second, "시민 안내")
    suspend(edition, first)

    assert found(client, query) == names


def suspend(edition, participation, **facts):
    outage = OutageFactory(edition=edition, **{"started_at": NOON} | facts)
    for assignment in participation.assignments.all():
        ServiceStatusFactory(outage=outage, space=assignment.space, started_at=NOON)
    return outage


def test_a_search_without_an_answer_offers_a_way_out(client, edition):
    scenes.body(edition)

    seen = page(client, "/exhibitors/?q=없는+말")

    assert "전체 1곳 중 0곳" in seen
    assert re.search(r'class="nothing"\s+data-nothing\s*>', seen)
    assert 'value="없는 말"' in seen


def test_a_chosen_box_stays_ticked(client, edition):
    scenes.body(edition)

    seen = page(client, "/exhibitors/?theme=새+주제&sector=public")

    ticked = re.findall(r'value="([^"]*)"[^>]*checked', seen)
    assert ticked == ["public", "새 주제"]


def test_what_the_script_reads_is_what_the_server_searches(client, edition):
    main = scenes.body(edition, "한빛신원청", name_en="Hanbit", space="A-17")
    scenes.listing(main, tags=["안전한 사회"], summary_ko="요약")

    [script] = re.findall(
        r'<script id="directory-index" type="application/json">(.*?)</script>', page(client)
    )
    [entry] = json.loads(script)

    assert entry["texts"] == [
        ["한빛신원청", "Hanbit"],
        ["안전한 사회", "A safe society", "A-17"],
        [],
        ["요약"],
    ]
    assert entry["boxes"]["state"] == ["operating"]
    assert entry["spaces"] == ["A-17"]


def test_a_card_names_three_exhibits_and_finds_by_all(client, edition):
    main = scenes.body(edition)
    scenes.listing(main)
    for name in ("하나", "둘", "셋", "넷", "다섯"):
        scenes.exhibit(main, name, name_en="")

    card = page(client, "/exhibitors/?q=다섯").split("directory-index")[0]

    assert "외 2건" in card
    assert "다섯</li>" not in card
    assert found(client, "?q=다섯") == ["한빛신원청"]


def test_a_fair_without_exhibitors_says_what_will_appear(client, edition):
    assert "등록하면 여기에 나타납니다" in page(client)


@pytest.mark.parametrize("size", [1, 50])
def test_a_list_of_any_length_asks_as_much(client, size, django_assert_num_queries):
    edition = scenes.fair()
    for number in range(size):
        main = scenes.body(edition, f"기관 {number}")
        scenes.listing(main)
        scenes.exhibit(main, "전시물")
        scenes.represented(main, f"회사 {number}")

    with django_assert_num_queries(13):
        client.get("/exhibitors/?q=기관")


def test_a_page_tells_all_of_a_body(client, edition):
    main = scenes.body(edition, "한빛신원청", name_en="Hanbit", code="hanbit", space="A-17")
    logo = LogoFactory()
    scenes.listing(
        main,
        summary_ko="짧은 글",
        text_ko="첫 문단\n\n둘째 문단",
        website="https://www.hanbit.example/about/",
        links=["https://video.example/1"],
        contact_email="hello@hanbit.example",
        contact_phone="051-123 4567",
        tags=["안전한 사회", "모바일"],
        logo=logo,
    )
    scenes.exhibit(main, "신분증", text_ko="발급합니다")
    scenes.guest(main, "가람시", exhibitor__code="garam")
    scenes.represented(main, "나래기업", exhibitor__code="narae")

    seen = page(client, "/exhibitors/hanbit/")

    for words in (
        *("한빛신원청", 'lang="en">Hanbit<', "짧은 글", "<p>첫 문단</p>", "<p>둘째 문단</p>"),
        *("신분증", "발급합니다", ">hanbit.example/about<", 'rel="noopener nofollow"'),
        *('href="mailto:hello@hanbit.example"', 'href="tel:0511234567"', "?booth=A-17"),
        *('href="/exhibitors/garam/"', 'href="/exhibitors/narae/"', f"/logos/{logo.digest}.png"),
        "/exhibitors/?theme=%EC%95%88%EC%A0%84%ED%95%9C%20%EC%82%AC%ED%9A%8C",
    ):
        assert words in seen, words


def test_a_guest_is_found_on_its_mains_booth(client, edition):
    main = scenes.body(edition, "한빛신원청", code="hanbit", space="A-17")
    scenes.guest(main, "가람시", exhibitor__code="garam")
    scenes.represented(main, "나래기업", exhibitor__code="narae")

    guest, represented = page(client, "/exhibitors/garam/"), page(client, "/exhibitors/narae/")

    assert "A-17" in guest
    assert 'href="/exhibitors/hanbit/"' in guest
    assert "A-17" not in represented
    assert "자체 부스 없이" in represented


def test_a_booth_for_some_days_says_which(client, edition):
    for day in (23, 24, 25):
        ShowDayFactory(edition=edition, date=date(2023, 11, day))
    main = scenes.body(edition, code="hanbit")
    main.assignments.update(days=DateRange(date(2023, 11, 24), date(2023, 11, 25)))

    assert "11월 24일(금) 하루만" in page(client, "/exhibitors/hanbit/")


def test_a_suspended_booth_says_since_when_and_why(client, edition):
    main = scenes.body(edition, code="hanbit", space="A-17")
    suspend(
        edition,
        main,
        cause=Cause.GOVERNMENT_NETWORK,
        text_ko="전산망 장애입니다.",
        text_en="",
        start_is_estimated=True,
    )

    assert "11월 24일(금) 12:00경부터" in page(client, "/exhibitors/hanbit/")
    assert '<p lang="ko">전산망 장애입니다.</p>' in page(client, "/en/exhibitors/hanbit/")


def test_an_outage_that_is_over_or_has_not_begun_is_not_told(client, edition):
    main = scenes.body(edition, code="hanbit")
    outage = suspend(edition, main, text_ko="전산망 장애입니다.")
    Outage.objects.filter(pk=outage.pk).update(ended_at=NOON)
    outage.statuses.update(ended_at=NOON)

    assert "전산망" not in page(client, "/exhibitors/hanbit/")


def test_a_text_that_lacks_english_is_shown_in_korean_and_says_so(client, edition):
    main = scenes.body(edition, "한빛신원청", name_en="", code="hanbit")
    scenes.listing(main, summary_ko="짧은 글")

    seen = page(client, "/en/exhibitors/hanbit/")

    assert re.search(r'<h1 class="listing-name"\s+lang="ko"\s*>한빛신원청</h1>', seen)
    assert re.search(r'class="listing-summary"\s+lang="ko"\s*>짧은 글</p>', seen)


def test_a_body_without_a_listing_has_a_page(client, edition):
    scenes.body(edition, code="hanbit")

    assert "아직 소개 글이 없습니다" in page(client, "/exhibitors/hanbit/")


def everywhere_hostile(edition):
    main = scenes.body(edition, f"가{HOSTILE}", name_en=HOSTILE, code="hanbit")
    scenes.listing(
        main,
        **dict.fromkeys(("summary_ko", "summary_en", "text_ko", "text_en"), HOSTILE),
        tags=[HOSTILE[:40]],
        website="javascript:alert(1)",
        links=["https://evil.example/</script>", "http://[broken"],
        contact_email=f'"{HOSTILE}"@x.example',
        contact_phone=HOSTILE[:30],
    )
    scenes.exhibit(main, **dict.fromkeys(("name_ko", "name_en", "text_ko", "text_en"), HOSTILE))
    suspend(edition, main, text_ko=HOSTILE, text_en=HOSTILE)
    scenes.represented(main, HOSTILE, exhibitor__code="narae")


@pytest.mark.parametrize("language", ["", "/en"])
@pytest.mark.parametrize("address", ["/exhibitors/", "/exhibitors/hanbit/", "/exhibitors/narae/"])
def test_markup_in_any_text_stays_text(client, edition, language, address):
    everywhere_hostile(edition)

    seen = page(client, f"{language}{address}?q={HOSTILE}&theme={HOSTILE}".replace("&\u2028", ""))

    assert "alert(" in seen
    assert "<script>alert" not in seen
    assert "</script><script>" not in seen
    assert 'href="javascript' not in seen
    assert "[broken" not in seen


class Told(HTMLParser):
    """What a page says of itself: `og` and other metas, and the schema.org document."""

    def __init__(self, text):
        super().__init__()
        self.metas, self.links, self.document, self.is_document = {}, {}, "", False
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag == "meta" and "content" in attrs:
            self.metas[attrs.get("property") or attrs.get("name")] = attrs["content"]
        if tag == "link" and attrs.get("rel") in {"canonical", "alternate"}:
            self.links[attrs.get("hreflang", "canonical")] = attrs["href"]
        self.is_document = attrs.get("type") == "application/ld+json"

    def handle_data(self, data):
        self.document += data if self.is_document else ""

    def handle_endtag(self, tag):
        self.is_document = False


def test_a_page_tells_machines_what_it_tells_people(client, edition):
    main = scenes.body(
        edition, "한빛신원청", name_en="Hanbit", code="hanbit", kind=ExhibitorKind.MINISTRY
    )
    logo = LogoFactory()
    scenes.listing(main, summary_en="Short.", website="https://hanbit.example", logo=logo)
    scenes.exhibit(main, "신분증", name_en="Identity card")

    told = Told(page(client, "/en/exhibitors/hanbit/?utm=1"))
    document = json.loads(told.document)

    assert document["@type"] == "GovernmentOrganization"
    assert (document["name"], document["alternateName"]) == ("Hanbit", "한빛신원청")
    assert document["url"] == "https://hanbit.example"
    [offer] = document["hasOfferCatalog"]["itemListElement"]
    assert offer["itemOffered"]["name"] == "Identity card"
    assert told.metas["og:title"] == told.metas["twitter:title"] == "Hanbit"
    assert told.metas["description"] == told.metas["og:description"] == "Short."
    assert told.metas["og:image"] == f"http://testserver/logos/{logo.digest}.png"
    assert told.links == {
        "canonical": "http://testserver/en/exhibitors/hanbit/",
        "ko": "http://testserver/exhibitors/hanbit/",
        "en": "http://testserver/en/exhibitors/hanbit/",
        "x-default": "http://testserver/exhibitors/hanbit/",
    }


def test_machines_read_markup_as_text_too(client, edition):
    everywhere_hostile(edition)

    told = Told(page(client, "/exhibitors/hanbit/"))

    assert json.loads(told.document)["name"] == f"가{HOSTILE}"
    assert told.metas["og:title"] == f"가{HOSTILE}"


def test_a_code_may_be_any_word(client, edition):
    scenes.body(edition, "한빛신원청", code="한빛 1/2?")

    assert found(client) == ["한빛신원청"]
    [address] = re.findall(r'href="(/exhibitors/%[^"]*)"', page(client))
    assert "한빛신원청" in page(client, address)
