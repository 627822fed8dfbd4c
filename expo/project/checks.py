"""What would be wrong in silence if nobody looked: found by `migrate` and `check`."""

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connections

NO_KOREAN_TRIGRAMS = Error(
    "The database was not created with a UTF-8 character type, so search in Korean finds nothing.",
    hint="Create it with: CREATE DATABASE … ENCODING 'UTF8' LC_CTYPE 'C.UTF-8' TEMPLATE template0.",
    id="expo.E001",
)
OLD_POSTGRESQL = Error(
    "The database server is older than PostgreSQL 15.",
    hint="Name a newer server in DATABASE_URL.",
    id="expo.E002",
)


@register(Tags.database)
def speaks_korean(databases: Sequence[str] | None = None, **_: Any) -> list[CheckMessage]:
    """Letters of the character type decide what a trigram is: under plain `C`, Korean has none."""
    wrong = [not _knows_korean_letters(alias) for alias in databases or []]
    return [NO_KOREAN_TRIGRAMS for is_wrong in wrong if is_wrong]


@register(Tags.database)
def is_recent(databases: Sequence[str] | None = None, **_: Any) -> list[CheckMessage]:
    versions = [_ask(alias, "SHOW server_version_num") for alias in databases or []]
    return [OLD_POSTGRESQL for version in versions if int(version) < 150000]


def _knows_korean_letters(alias: str) -> bool:
    return bool(_ask(alias, "SELECT '한' ~ '^[[:alpha:]]$'"))


def _ask(alias: str, question: str) -> Any:
    with connections[alias].cursor() as cursor:
        cursor.execute(question)
        (answer,) = cursor.fetchone()
    return answer
