"""How often one line may do what bots like to do, by token buckets that stand in the cache.

A bucket holds so many tokens at once, that a school whose computers share an address gets through,
and refills so slowly, that a program gains little. What is refused is told how long to wait: the
same request passes then. Where the cache is dead everybody passes: a limit that cannot be counted
must not shut the fair. The cache knows no address, only a keyed hash of it."""

from dataclasses import dataclass
from datetime import timedelta
from functools import cache as kept
from math import ceil
from typing import Any

from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac
from django_redis import get_redis_connection  # type: ignore[import-untyped]
from redis import Redis
from redis.commands.core import Script
from redis.exceptions import RedisError

from expo import callers

SALT = "visitors.limits"

# The moment at which the bucket is full again tells all about it (GCRA): one number, and one
# statement that nobody can get between. The time is the server's: our hosts' clocks may differ.
TAKE = """
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local full_at = math.max(tonumber(redis.call('GET', KEYS[1]) or now), now)
local pause, holds = tonumber(ARGV[1]), tonumber(ARGV[2])
local wait = full_at + pause - holds * pause - now
if wait > 0 then return wait end
redis.call('SET', KEYS[1], string.format('%.0f', full_at + pause), 'PX', holds * pause)
return 0
"""


@dataclass(frozen=True, slots=True)
class Bucket:
    """`holds` at once, and then one more each `pause`, of at least a millisecond."""

    name: str
    holds: int
    pause: timedelta


REGISTRATIONS = (
    Bucket("registrations", holds=240, pause=timedelta(milliseconds=300)),
    Bucket("registrations-long", holds=3000, pause=timedelta(seconds=10)),
)
"""240 at once and 200 a minute: forty computers of a school all the time. In the long run 360 an
hour, so that what a program makes in a night is counted in thousands and not in millions."""

DRAFTS = (
    Bucket("drafts", holds=240, pause=timedelta(milliseconds=300)),
    Bucket("drafts-long", holds=6000, pause=timedelta(seconds=5)),
)
"""Registrations begun: twice as many in the long run as may be finished."""

RESENDS = (Bucket("resends", holds=60, pause=timedelta(seconds=10)),)
"""Tickets asked for again, from one line."""

MAILBOX = (Bucket("mailbox", holds=3, pause=timedelta(minutes=20)),)
"""Mails to one address that somebody else may have asked for: nobody's mailbox is filled."""

TICKETS_AGAIN = (Bucket("tickets-again", holds=1, pause=timedelta(minutes=10)),)
"""Tickets asked for again, to one mail address."""

GUESSES = (Bucket("guesses", holds=60, pause=timedelta(seconds=5)),)
"""Links that open nothing. Links that do open something are never counted."""


def seconds_to_wait(request: HttpRequest, buckets: tuple[Bucket, ...]) -> int:
    """0 when the caller may go on, which is counted; else in how many seconds he may."""
    return seconds_until(callers.line(request), buckets)


def seconds_until(who: str, buckets: tuple[Bucket, ...]) -> int:
    """The same for whoever is known by something else than an address, as a mailbox is.

    What the first bucket has let through is counted in it, though the next should refuse."""
    return next(filter(None, (_take(bucket, who) for bucket in buckets)), 0)


def _take(bucket: Bucket, who: str) -> int:
    pause = bucket.pause // timedelta(milliseconds=1)
    try:
        waits: Any = _script()(keys=[_key(bucket, who)], args=[pause, bucket.holds])
    except RedisError:
        return 0
    return ceil(int(waits) / 1000)


def _key(bucket: Bucket, who: str) -> str:
    hidden = salted_hmac(SALT, f"{bucket.name}:{who}", algorithm="sha256").hexdigest()[:32]
    return cache.make_key(f"limit:{bucket.name}:{hidden}")


@kept
def _script() -> Script:
    redis: Redis = get_redis_connection("default")
    return redis.register_script(TAKE)
