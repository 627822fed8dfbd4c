"""The wall: what its link opens, which is the wall and nothing else, and what hangs there."""

import re
from datetime import date, time, timedelta
from itertools import combinations

import pytest
from django.conf import settings
from django.urls import get_resolver
from django.utils import timezone

from expo import access, editions, screens
from expo.dashboard.walls import documents
from expo.models import RoleKind, Screen, ScreenTheme, ShowDay
from expo.screens import Wanted
from tests.contracts.permissions import TABLE
from tests.dashboard.scenes import account, at, counted_fair, planner
from tests.factories import (
    AssignmentFactory,
    EditionFactory,
    HallFactory,
    OutageFactory,
    ServiceStatusFactory,
    SessionFactory,
    SpaceFactory,
)
from tests.visitors import a_fair
from visitors import attendance
from visitors.models import Area, AreaKind

pytestmark = pytest.mark.django_db

WALL = re.compile(r"/dashboard/wall/([\w-]{32})/")


@pytest.fixture
def fair():
    return counted_fair()


@pytest.fixture
def edition(fair):
    fair.edition.capacity = 100
    fair.edition.save(update_fields=["capacity"])
    return fair.edition


def linked(edition, language="ko", **wanted):
    """The address of a new screen's wall."""
    said = Wanted(name="로비", language=language, **wanted)
    _screen, token = screens.make(edition, said, by=None, at=timezone.now())
    return f"/dashboard/wall/{token}/"


def feed(client, wall, **headers):
    return client.get(f"{wall}feed/", headers=headers)


# Who sees it


def test_whoever_holds_the_link_sees_the_wall_and_gets_no_cookie(client, edition):
    wall = linked(edition)

    for address in (wall, f"{wall}feed/"):
        answer = client.get(address)
        assert answer.status_code == 200
        assert not answer.cookies


def test_nobody_else_learns_or_keeps_the_address(client, edition):
    for address in (wall := linked(edition), f"{wall}feed/"):
        headers = client.get(address).headers
        assert headers["Referrer-Policy"] == "no-referrer"
        assert "noindex" in headers["X-Robots-Tag"]
        assert "private" in headers["Cache-Control"]
        assert "public" not in headers["Cache-Control"]


def test_the_page_leads_nowhere_else_and_holds_no_secret(client, edition):
    wall = linked(edition)

    page = client.get(wall).content.decode()

    assert re.findall(r'(?:href|action|src)="(?!/static/)', page) == []
    assert WALL.match(wall)[1] not in page


def test_the_link_opens_no_other_address(client, edition):
    """Each address of the product, asked with the secret wherever an address takes one."""
    token = WALL.match(linked(edition))[1]
    mine = {"wall_screen", "wall_screen_feed"}
    names = [row.name for row in TABLE if "token" in row.kwargs and row.name not in mine]

    for row in (row for row in TABLE if row.name in names):
        kwargs = row.kwargs | {"token": token}
        address = "/" + get_resolver().reverse(row.name, **kwargs)
        answer = client.generic(row.method.upper(), address)
        assert answer.status_code in {404, 405, 410}, row.name


def test_the_link_is_of_one_edition_and_no_log_in_to_it(client, edition):
    client.get(linked(edition))

    assert client.get(f"/dashboard/{edition.slug}/").status_code == 302
    assert client.get("/dashboard/wall/").status_code == 302
    assert client.get("/dashboard/wall/feed/").status_code == 401


@pytest.mark.parametrize("guess", ["A" * 32, "x", "한글", "%00"])
def test_whoever_guesses_sees_nothing(client, edition, guess):
    linked(edition)

    assert client.get(f"/dashboard/wall/{guess}/").status_code == 404
    assert client.get(f"/dashboard/wall/{guess}/feed/").status_code == 404


def test_a_revoked_link_says_so_and_tells_a_script_to_stop(client, edition):
    wall = linked(edition)
    screens.revoke(Screen.objects.get(), by=None, at=timezone.now())

    page, told = client.get(wall), feed(client, wall)

    assert page.status_code == told.status_code == 404
    assert "이 화면은 연결이 해제되었습니다" in page.content.decode()
    assert "This screen was unlinked" in page.content.decode()
    assert told.json()["code"] == "screen_unlinked"
    assert "no-store" in page["Cache-Control"]


def test_a_wall_takes_nothing(client, edition):
    wall = linked(edition)

    assert client.post(wall).status_code == client.post(f"{wall}feed/").status_code == 405


def test_planners_see_the_wall_of_their_latest_edition_without_a_link(client, edition):
    client.force_login(planner(edition))

    page = client.get("/dashboard/wall/?theme=light")

    assert page.status_code == 200
    assert 'data-theme="light"' in page.content.decode()
    assert client.get("/dashboard/wall/feed/").json()["spots"]["visits"] == "7"
    assert 'data-theme="dark"' in client.get("/dashboard/wall/?theme=pink").content.decode()


def test_a_screen_that_is_on_is_seen(client, edition):
    feed(client, linked(edition))

    assert Screen.objects.get().seen_at


# What hangs there


def test_the_wall_shows_the_figures_of_the_worked_example(client, edition):
    spots = feed(client, linked(edition)).json()["spots"]

    assert (spots["visits"], spots["visitors"], spots["daily_unique"]) == ("7", "4", "1")
    assert spots["occupancy"] == "1"
    assert spots["capacity"] == "수용 인원 100명의 1%"
    assert spots["last"] == "0"


def test_nothing_of_the_board_leaves_but_what_hangs_on_the_wall(client, edition):
    told = feed(client, linked(edition)).json()

    assert set(told) == {
        *("reason", "version", "day", "clock", "level", "share"),
        *("spots", "halls", "sessions", "stopped"),
    }
    assert {"devices", "silent", "unsent"}.isdisjoint(told["spots"])


def test_page_and_feed_show_one_document(client, edition):
    wall = linked(edition)

    page = client.get(wall)

    assert page.content.decode().count('data-spot="visits">7<') == 1
    told = re.search(r'<script id="wall-document"[^>]*>(.*?)</script>', page.content.decode())
    assert '"visits": "7"' in told[1]


def test_the_feed_is_not_sent_again_until_something_is_counted(client, fair, edition):
    wall = linked(edition)
    tag = feed(client, wall)["ETag"]
    assert feed(client, wall, **{"If-None-Match": tag}).status_code == 304

    fair.ticket("new", "somebody new")
    fair.scan("new", "E1", "25T03:50")
    attendance.count_new(edition.pk)
    news = feed(client, wall, **{"If-None-Match": tag}).json()

    assert (news["spots"]["visits"], news["spots"]["last"]) == ("8", "1")
    assert "1 증가" in news["spots"]["trend"]


def test_the_wall_speaks_the_screens_language_whatever_the_television_does(client, edition):
    wall = linked(edition, language="en")

    for address in (wall, f"/en{wall}"):
        page = client.get(address, headers={"Accept-Language": "ko"})
        assert page["Content-Language"] == "en"
        assert "Visitors (persons)" in page.content.decode()
    assert "of 100" in feed(client, wall).json()["spots"]["capacity"]


def test_it_is_dark_or_light_as_the_screen_was_made(client, edition):
    page = client.get(linked(edition, theme=ScreenTheme.LIGHT)).content.decode()

    assert 'data-theme="light"' in page


def test_how_full_it_is_is_a_word(client, edition):
    edition.capacity = 1
    edition.save(update_fields=["capacity"])

    told = feed(client, linked(edition)).json()

    assert told["level"]["value"] == "stop"
    assert told["level"]["word"]
    assert told["share"] == 100


def test_booths_that_stand_still_are_named_three_of_them(client, edition):
    for number in range(5):
        space = SpaceFactory(edition=edition, code=f"A-{number + 1}")
        AssignmentFactory(space=space, participation__exhibitor__name_ko=f"기관 {number}")
        outage = OutageFactory(edition=edition, started_at=at(25, 12, number))
        ServiceStatusFactory(outage=outage, space=space, started_at=at(25, 12, number))

    told = feed(client, linked(edition)).json()

    assert [booth["where"] for booth in told["stopped"]] == [
        "A-5 기관 4",
        "A-4 기관 3",
        "A-3 기관 2",
    ]
    assert "12:04" in told["stopped"][0]["when"]
    assert told["spots"]["stopped_more"] == "외 2"


def test_of_many_halls_the_fullest_are_shown(client, edition):
    for number in range(9):
        hall = HallFactory(edition=edition, code=f"H{number}")
        Area.objects.create(edition=edition, kind=AreaKind.HALL, code=f"H{number}", hall=hall)

    told = feed(client, linked(edition)).json()

    assert len(told["halls"]) == 4
    assert told["spots"]["halls_more"] == "외 6"


def test_what_is_on_and_what_comes_next_stands_there(client, edition):
    hall = edition.halls.get()
    for code, hour in (("N1", 13), ("N2", 14)):
        SessionFactory(
            edition=edition,
            hall=hall,
            code=code,
            title_ko=f"세션 {code}",
            starts_at=at(25, hour),
            ends_at=at(25, hour) + timedelta(minutes=50),
        )

    told = feed(client, linked(edition)).json()["sessions"]

    assert [session["title"] for session in told][:2] == ["세션 N1", "세션 N2"]
    assert [session["is_running"] for session in told][:2] == [True, False]


def test_entries_are_told_of_the_last_full_quarter_and_against_the_one_before():
    flow = {"complete": 3, "gates": [{"entries": [5, 9, 4, 1]}, {"entries": [0, 1, None, None]}]}

    told = documents._last_quarter(flow)

    assert told["last"] == "4"
    assert "6" in told["trend"]


@pytest.mark.parametrize("flow", [{"complete": 0, "gates": []}, {"complete": 1, "gates": []}])
def test_before_the_first_quarter_there_is_no_trend(flow):
    assert documents._last_quarter(flow)["trend"] == ""


# Nothing to show yet


def test_an_edition_without_days_says_what_will_be_here_and_is_asked_on(client):
    wall = linked(EditionFactory())

    page = client.get(wall)

    assert page.status_code == 200
    assert "아직 전시일이 없습니다" in page.content.decode()
    assert feed(client, wall).json()["reason"]


def test_an_edition_without_a_scan_or_a_capacity_shows_noughts(client):
    edition = a_fair.open_fair().edition
    edition.capacity = 0
    edition.save(update_fields=["capacity"])
    editions.set_clock(edition, to=at(20, 12), rate=0)

    told = feed(client, wall := linked(edition)).json()

    assert (told["spots"]["occupancy"], told["spots"]["capacity"]) == ("0", "")
    assert (told["share"], told["level"]) == (None, None)
    assert client.get(wall).status_code == 200


def test_sixty_days_hang_there_as_well(client):
    edition = EditionFactory()
    for number in range(60):
        day = date(2023, 11, 1) + timedelta(days=number)
        ShowDay.objects.create(edition=edition, date=day, opens=time(10), closes=time(18))

    assert client.get(linked(edition)).status_code == 200


# Links


def screens_page(edition, rest=""):
    return f"/dashboard/{edition.slug}/screens/{rest}"


MADE = {"name": "로비", "language": "ko", "theme": "light"}


def test_a_link_is_shown_once_to_who_made_it(client, edition):
    client.force_login(planner(edition))

    made = client.post(screens_page(edition), MADE)
    assert made.status_code == 302
    first, second = (client.get(made["Location"]).content.decode() for _time in range(2))

    wall = WALL.search(first)[0]
    assert client.get(wall).status_code == 200
    assert '<svg xmlns="http://www.w3.org/2000/svg"' in first or 'class="qr"' in first
    assert WALL.search(second) is None
    screen = Screen.objects.get()
    assert (screen.name, screen.theme, screen.made_by.email) == (
        "로비",
        "light",
        "kim@expo.example",
    )


def test_who_did_not_make_it_never_sees_the_link(client, edition):
    client.force_login(planner(edition))
    client.post(screens_page(edition), MADE)
    client.logout()
    other = account(edition, RoleKind.ORGANISER, email="other@expo.example")
    client.cookies.clear()
    client.force_login(other)

    page = client.get(screens_page(edition)).content.decode()

    assert "로비" in page
    assert WALL.search(page) is None


def test_a_cookie_that_somebody_made_up_shows_nothing(client, edition):
    client.force_login(planner(edition))
    client.cookies["screen-link"] = "x:y:z"

    assert WALL.search(client.get(screens_page(edition)).content.decode()) is None


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"name": ""}, "설치할 장소"),
        ({"language": "fr"}, "언어"),
        ({"theme": "pink"}, "화면 색"),
        ({"name": "x" * 61}, "61"),
    ],
)
def test_what_cannot_be_made_is_said_beside_the_field(client, edition, said, words):
    client.force_login(planner(edition))

    answer = client.post(screens_page(edition), MADE | said)

    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not Screen.objects.exists()


def test_two_screens_of_one_name_are_refused_in_a_sentence(client, edition):
    client.force_login(planner(edition))
    linked(edition)

    answer = client.post(screens_page(edition), MADE)

    assert answer.status_code == 422
    assert "이름" in answer.content.decode()


def test_a_screen_is_revoked_after_a_question_and_stays_in_the_list(client, edition):
    client.force_login(planner(edition))
    wall = linked(edition)
    address = screens_page(edition, f"{Screen.objects.get().uuid}/revocation/")

    assert client.get(address).status_code == 200
    assert client.get(wall).status_code == 200  # asking revokes nothing
    assert client.post(address)["Location"] == screens_page(edition)
    assert client.post(address).status_code == 302  # as it is

    assert client.get(wall).status_code == 404
    page = client.get(screens_page(edition)).content.decode()
    assert "로비" in page
    assert "kim@expo.example" in page or "이기획" in page


def test_a_planner_of_one_edition_revokes_no_screen_of_another(client, edition):
    elsewhere = EditionFactory(slug="another")
    linked(elsewhere)
    uuid = Screen.objects.get().uuid
    client.force_login(planner(edition))

    assert client.post(screens_page(elsewhere, f"{uuid}/revocation/")).status_code == 404
    assert client.post(screens_page(edition, f"{uuid}/revocation/")).status_code == 404
    assert Screen.objects.linked().exists()


def test_without_a_screen_the_page_says_what_to_do(client, edition):
    client.force_login(planner(edition))

    assert "연결된 화면이 없습니다" in client.get(screens_page(edition)).content.decode()


def test_an_edition_that_is_no_longer_planned_has_no_own_wall(client, edition):
    client.force_login(account(edition, RoleKind.DOOR_SUPERVISOR))

    assert client.get("/dashboard/wall/").status_code == 404
    assert not access.editions_of(client.request().wsgi_request.user, RoleKind.PLANNER).exists()


# Readable at ten metres


def themes():
    """Theme → the colours of its words, and what they stand on."""
    text = (settings.ROOT / "static" / "css" / "wall.css").read_text(encoding="utf-8")
    dark = dict(re.findall(r"--(\w+): (#\w{6});", text.split("}", 1)[0]))
    light = dict(re.findall(r"--(\w+): (#\w{6});", text.split('[data-theme="light"]', 1)[1]))
    return {"dark": dark, "light": light}


def brightness(colour):
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    low, high = sorted((brightness(one), brightness(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", ScreenTheme.values)
def test_words_of_both_themes_stand_out_seven_to_one(theme):
    colours = themes()[theme]
    for ground in ("ground", "raised"):
        for ink in ("ink", "quiet", "calm", "warning", "stop"):
            assert contrast(colours[ink], colours[ground]) >= 7, (ink, ground)


def test_the_levels_are_told_apart_by_more_than_colour():
    text = (settings.ROOT / "static" / "css" / "wall.css").read_text(encoding="utf-8")
    marks = re.findall(r'data-level="(\w+)"\] \.wall-level::before \{\s+content: "(.) "', text)

    assert all(one[1] != other[1] for one, other in combinations(marks, 2))
    assert {level for level, _mark in marks} == {"calm", "warning", "stop"}
