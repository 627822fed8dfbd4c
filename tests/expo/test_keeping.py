"""Pages of the programme that are kept, and what is never kept or compressed."""

import gzip
from datetime import UTC, datetime, timedelta
from threading import Event, Thread

import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.cache import SessionStore
from django.core.cache import cache
from django.http import HttpResponse
from django.middleware.csrf import get_token
from django.test import Client

from expo import editions
from expo.models import Account, Edition, Hall, Party, Session, ShowDay
from expo.pages import keeping
from expo.pages.programme import freshness
from tests.factories import EditionFactory, PartyFactory, SessionFactory, ShowDayFactory

pytestmark = pytest.mark.django_db

NOON = datetime(2023, 11, 24, 3, tzinfo=UTC)
ALL, ONE = "/programme/", "/programme/S2/"
SMALL = {"Accept-Encoding": "gzip"}


@pytest.fixture(params=[ALL, ONE, "/"])
def address(request):
    return request.param


@pytest.fixture
def session():
    cache.clear()
    edition = editions.set_clock(EditionFactory(), to=NOON, rate=0)
    ShowDayFactory(edition=edition)
    starts = NOON + timedelta(minutes=30)
    facts = {"starts_at": starts, "ends_at": starts + timedelta(hours=1)}
    return SessionFactory(edition=edition, code="S2", title_ko="한빛 강연", **facts)


@pytest.fixture
def page(rf):
    """A page drawn by a view that is given, for a reader who takes it compressed."""

    def drawn(view):
        request = rf.get("/somewhere/", headers=SMALL)
        request.user, request.session = AnonymousUser(), SessionStore()
        request._messages = []
        return keeping.kept(request, view, lambda: "state")

    cache.clear()
    return drawn


def again(client, address, answer):
    return client.get(address, headers={"If-None-Match": answer["ETag"]})


@pytest.mark.parametrize("address", [ALL, ONE])
def test_whoever_has_the_page_gets_nothing_new(client, session, address, django_assert_num_queries):
    first = client.get(address)

    with django_assert_num_queries(3):
        assert again(client, address, first).status_code == 304
    with django_assert_num_queries(3):
        assert Client().get(address).content == first.content


def test_a_page_is_small_for_whoever_takes_it_so(client, session, address):
    plain, small = client.get(address), client.get(address, headers=SMALL)

    assert small["Content-Encoding"] == "gzip"
    assert gzip.decompress(small.content) == plain.content
    for answer in (plain, small, again(client, address, small)):
        assert {"Cookie", "Accept-Encoding"} <= set(answer["Vary"].split(", "))


def test_a_page_with_a_query_is_small_too(client, session):
    small = client.get(f"{ALL}?day=2023-11-24", headers=SMALL)

    assert "한빛 강연" in gzip.decompress(small.content).decode()


def test_a_page_with_a_name_in_its_frame_is_neither_compressed_nor_kept(client, session, address):
    client.force_login(Account.objects.create_user("reads@example.com", "correct horse battery"))

    own, strangers = client.get(address, headers=SMALL), Client().get(address)

    assert "Content-Encoding" not in own
    assert "reads@example.com" in own.content.decode()
    assert "reads@example.com" not in strangers.content.decode()
    assert own["Cache-Control"] == "private, no-cache"
    assert again(client, address, own).status_code == 304


def test_a_forms_page_is_not_compressed(client, session):
    log_in = client.get("/accounts/login/", headers=SMALL)

    assert "csrfmiddlewaretoken" in log_in.content.decode()
    assert "Content-Encoding" not in log_in


@pytest.mark.parametrize("secret", ["token", "cookie", "session"])
def test_a_page_that_holds_a_secret_after_all_is_neither_compressed_nor_kept(page, secret):
    drawn = []

    def view(request):
        response = HttpResponse(f"{len(drawn)} " * 500)
        drawn.append(response)
        if secret == "token":
            get_token(request)
        elif secret == "cookie":
            response.set_cookie("own", "1")
        else:
            request.session["own"] = "1"
        return response

    answers = [page(view), page(view)]

    assert len(drawn) == 2
    for answer in answers:
        assert not answer.has_header("Content-Encoding")
        assert not answer.has_header("ETag")
        assert answer["Cache-Control"] == "private, no-store"


def test_what_many_ask_for_at_once_is_made_once(monkeypatch):
    cache.clear()
    monkeypatch.setattr(keeping, "PATIENCE", 60)
    begun, goes_on, made, given = Event(), Event(), [], []

    def make():
        made.append("page")
        begun.set()
        assert goes_on.wait(60)
        return made[-1]

    threads = [Thread(target=lambda: given.append(keeping.once("n", make))) for _ in range(5)]
    for thread in threads:
        thread.start()
    assert begun.wait(60)
    goes_on.set()
    for thread in threads:
        thread.join(60)

    assert (made, given) == (["page"], ["page"] * 5)


def test_whoever_waits_too_long_makes_it_himself(monkeypatch):
    cache.clear()
    monkeypatch.setattr(keeping, "PATIENCE", 0.01)
    begun, goes_on = Event(), Event()

    def slow():
        begun.set()
        assert goes_on.wait(60)
        return "late"

    first = Thread(target=lambda: keeping.once("n", slow))
    first.start()
    assert begun.wait(60)

    assert keeping.once("n", lambda: "own") == "own"
    goes_on.set()
    first.join(60)


def tag(edition, at=NOON, language="ko"):
    return freshness.tag(edition, at, language=language)


@pytest.mark.parametrize(
    "change",
    [
        lambda: Edition.objects.update(name_ko="다른 이름"),
        lambda: ShowDay.objects.all().delete(),
        lambda: Hall.objects.update(name_ko="다른 전시장"),
        lambda: Session.objects.update(title_ko="다른 강연"),
        lambda: Party.objects.update(name_ko="다른 사람"),
        lambda: PartyFactory(session=Session.objects.get()),
    ],
)
def test_whatever_the_programme_shows_moves_its_tag(session, change):
    PartyFactory(session=session)
    before = tag(session.edition)

    change()

    assert tag(Edition.objects.get()) != before


@pytest.mark.parametrize("minutes", [30, 90, 12 * 60])
def test_what_begins_or_ends_by_the_clock_alone_moves_the_tag(session, minutes):
    later = NOON + timedelta(minutes=minutes)

    assert tag(session.edition, later) != tag(session.edition, later - timedelta(seconds=1))


def test_nothing_new_is_the_same_tag_in_each_language(session):
    assert tag(session.edition) == tag(session.edition, NOON + timedelta(minutes=29))
    assert tag(session.edition) != tag(session.edition, language="en")
