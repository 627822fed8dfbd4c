"""Pages that are kept until a row says otherwise, and then are not."""

import gzip
from datetime import UTC, datetime, timedelta

import pytest
from django.core.cache import cache
from django.test import Client

from booths.models import Exhibitor
from expo import editions
from expo.models import Account
from tests.booths import directory_scenes as scenes
from tests.factories import OutageFactory, ServiceStatusFactory

pytestmark = pytest.mark.django_db

NOON = datetime(2023, 11, 24, 3, tzinfo=UTC)
LIST, PAGE, PLAN = "/exhibitors/", "/exhibitors/hanbit/", "/plan/"


@pytest.fixture(params=[LIST, PAGE, PLAN])
def address(request):
    return request.param


@pytest.fixture
def body():
    cache.clear()
    edition = editions.set_clock(scenes.fair(), to=NOON, rate=0)
    return scenes.body(edition, "한빛신원청", code="hanbit", space="A-17")


def again(client, address, answer):
    return client.get(address, headers={"If-None-Match": answer["ETag"]})


def test_whoever_has_the_page_gets_nothing_new(client, body, address, django_assert_num_queries):
    first = client.get(address)

    with django_assert_num_queries(3):
        second = again(client, address, first)

    assert (second.status_code, second.content) == (304, b"")
    assert first["Cache-Control"] == "no-cache"


def test_the_next_reader_costs_no_more(client, body, address, django_assert_num_queries):
    first = client.get(address)

    with django_assert_num_queries(3):
        second = Client().get(address)

    assert second.content == first.content
    assert second["ETag"] == first["ETag"]


def test_a_change_is_seen_at_once_by_everybody(client, body, address):
    first = client.get(address)

    Exhibitor.objects.update(name_ko="새빛신원청")

    for reader in (again(client, address, first), Client().get(address)):
        assert reader.status_code == 200
        assert "새빛신원청" in reader.content.decode()


def test_a_booth_that_stops_by_the_clock_alone_is_seen(client, body, address):
    later = NOON + timedelta(hours=1)
    outage = OutageFactory(edition=body.edition, started_at=later, text_ko="쉽니다.")
    for assignment in body.assignments.all():
        ServiceStatusFactory(outage=outage, space=assignment.space, started_at=later)
    first = client.get(address)

    editions.set_clock(body.edition, to=later, rate=0)
    second = again(client, address, first)

    assert "state-suspended" not in first.content.decode()
    assert "state-suspended" in second.content.decode()


def test_a_page_with_a_name_in_its_frame_is_kept_for_nobody_else(client, body, address):
    client.force_login(Account.objects.create_user("reads@example.com", "correct horse battery"))

    own, strangers = client.get(address), Client().get(address)

    assert "reads@example.com" in own.content.decode()
    assert "reads@example.com" not in strangers.content.decode()
    assert own["Cache-Control"] == "private, no-cache"
    assert again(client, address, own).status_code == 304


def test_whoever_logs_in_gets_another_page_than_the_one_he_has(client, body, address):
    first = client.get(address)
    client.force_login(Account.objects.create_user("reads@example.com", "correct horse battery"))

    assert again(client, address, first).status_code == 200


def test_a_message_that_waits_is_shown_once(client, body, address):
    strangers = client.get(address)
    client.force_login(Account.objects.create_user("reads@example.com", "correct horse battery"))
    client.post("/accounts/logout/")

    with_message, without = again(client, address, strangers), client.get(address)

    assert "로그아웃했습니다" in with_message.content.decode()
    assert without.content == strangers.content


def test_languages_and_queries_do_not_mix(client, body):
    korean, english = client.get(LIST), client.get(f"/en{LIST}")
    searched = client.get(f"{LIST}?q=없음")

    assert korean["ETag"] != english["ETag"]
    assert '<html lang="en">' in client.get(f"/en{LIST}").content.decode()
    assert "1곳 중 0곳" in searched.content.decode()
    assert "1곳 중 0곳" not in client.get(LIST).content.decode()


def test_a_page_is_small_for_whoever_takes_it_so(client, body, address):
    plain = client.get(address)
    small = client.get(address, headers={"Accept-Encoding": "gzip"})

    assert gzip.decompress(small.content) == plain.content
    assert "Content-Encoding" not in plain
    assert again(client, address, small).status_code == 304
    for answer in (plain, small, again(client, address, small)):
        assert {"Cookie", "Accept-Encoding"} <= set(answer["Vary"].split(", "))


def test_an_address_that_is_not_there_is_not_kept(client, body):
    assert client.get("/exhibitors/nobody/").status_code == 404

    scenes.body(body.edition, "새 기관", code="nobody")

    assert client.get("/exhibitors/nobody/").status_code == 200
