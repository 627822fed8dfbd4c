import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.core.cache import cache
from django_redis import get_redis_connection
from redis.exceptions import ConnectionError as NoServer

from visitors import limits
from visitors.limits import Bucket

THREE_AN_HOUR = (Bucket("test", holds=3, pause=timedelta(minutes=20)),)
ADDRESS = "203.0.113.7"


@pytest.fixture(autouse=True)
def empty_cache():
    cache.clear()


def asked(rf, times, address=ADDRESS, buckets=THREE_AN_HOUR):
    request = rf.post("/", REMOTE_ADDR=address)
    return [limits.seconds_to_wait(request, buckets) for _ in range(times)]


def test_what_a_bucket_holds_passes_at_once_and_the_next_is_told_how_long_to_wait(rf):
    assert asked(rf, 3) == [0, 0, 0]
    (wait,) = asked(rf, 1)
    assert 19 * 60 <= wait <= 20 * 60


def test_being_refused_costs_nothing_more(rf):
    asked(rf, 3)
    first, *_, last = asked(rf, 50)
    assert last <= first


def test_a_token_comes_back_after_the_pause(rf):
    quick = (Bucket("quick", holds=1, pause=timedelta(milliseconds=80)),)
    for word in (0, 1, 0):  # a busy machine may take a pause between two questions
        give_up = time.monotonic() + 60
        while asked(rf, 1, buckets=quick) != [word]:
            assert time.monotonic() < give_up


def test_what_passes_one_bucket_may_be_refused_by_the_next(rf):
    two = (*THREE_AN_HOUR, Bucket("long", holds=2, pause=timedelta(hours=1)))
    assert asked(rf, 2, buckets=two) == [0, 0]
    assert asked(rf, 1, buckets=two)[0] > 1200


def test_lines_are_counted_apart(rf):
    asked(rf, 4)
    assert asked(rf, 1, "203.0.113.8") == [0]


def test_whoever_owns_a_whole_network_of_addresses_is_one_line(rf):
    for tail in ("::1", "::2", ":1:2:3:4"):
        assert asked(rf, 1, f"2001:db8:0:7{tail}") == [0]
    assert asked(rf, 1, "2001:db8:0:7:ffff::")[0] > 0
    assert asked(rf, 1, "2001:db8:0:8::1") == [0]


def test_a_forged_header_makes_no_new_line(rf):
    def forged(number):
        request = rf.post("/", REMOTE_ADDR=ADDRESS, HTTP_X_FORWARDED_FOR=f"198.51.100.{number}")
        return limits.seconds_to_wait(request, THREE_AN_HOUR)

    assert [forged(number) for number in range(3)] == [0, 0, 0]
    assert forged(3) > 0


def test_of_many_who_ask_at_once_just_so_many_pass(rf):
    request = rf.post("/", REMOTE_ADDR=ADDRESS)
    with ThreadPoolExecutor(16) as crowd:
        waits = list(crowd.map(lambda _: limits.seconds_to_wait(request, THREE_AN_HOUR), range(64)))
    assert waits.count(0) == 3


def test_a_dead_cache_shuts_nobody_out(rf, monkeypatch):
    def dead(*_, **__):
        raise NoServer

    monkeypatch.setattr("redis.connection.Connection.read_response", dead)
    assert asked(rf, 10) == [0] * 10


def test_the_cache_knows_no_address_and_forgets(rf):
    asked(rf, 1)
    redis = get_redis_connection("default")
    (key,) = redis.keys("*")
    assert ADDRESS.encode() not in key
    assert ADDRESS.encode() not in redis.get(key)
    assert 0 < redis.ttl(key) <= 3600


def test_forty_computers_of_a_school_register_in_one_lesson(rf):
    waits = asked(rf, 40 * 3, buckets=limits.REGISTRATIONS)
    assert not any(waits)


def test_a_program_that_never_rests_is_slowed(rf):
    waits = asked(rf, 1000, buckets=limits.REGISTRATIONS)
    assert waits.count(0) < 400
