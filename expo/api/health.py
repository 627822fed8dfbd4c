"""Is it alive, is it ready: two addresses for whoever watches the house."""

from collections.abc import Callable

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from redis import Redis
from redis.exceptions import RedisError

PATIENCE = 0.5  # seconds; a check that hangs is a check that failed


@require_safe
@never_cache
def healthz(request: HttpRequest) -> JsonResponse:
    """The process answers. Asks nobody else, so that a dead database does not restart the web."""
    return JsonResponse({"status": "ok"})


@require_safe
@never_cache
def readyz(request: HttpRequest) -> JsonResponse:
    """503 without the database; `degraded` without the broker, which only delays figures."""
    database, broker = _answers(_ask_database), _answers(_ask_broker)
    status = "unavailable" if not database else "ok" if broker else "degraded"
    parts = {"database": _word(database), "broker": _word(broker)}
    return JsonResponse({"status": status, **parts}, status=200 if database else 503)


def _answers(ask: Callable[[], None]) -> bool:
    try:
        ask()
    except (DatabaseError, RedisError):
        return False
    return True


def _ask_database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def _ask_broker() -> None:
    with Redis.from_url(
        settings.REDIS_URL, socket_timeout=PATIENCE, socket_connect_timeout=PATIENCE
    ) as broker:
        broker.ping()


def _word(answered: bool) -> str:  # noqa: FBT001  # a reading, not a switch
    return "ok" if answered else "unavailable"
