"""Where words still stand: in any column of any table, or in any file that the product keeps."""

from collections.abc import Iterable, Iterator

from django.core.files.storage import default_storage
from django.db import connection

FOLDERS = ("", "badges", "imports")


def leaks(words: Iterable[str]) -> list[str]:
    """Each place with a word that is still found there; large and small letters alike."""
    wanted = [word for word in words if word]
    return [*_in_tables(wanted), *_in_files(wanted)]


def _in_tables(words: list[str]) -> Iterator[str]:
    """A row as text holds all its columns: JSON and arrays as written, bytes as hexadecimals."""
    forms = [(word, form) for word in words for form in (word.lower(), word.encode().hex())]
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(
                f"""SELECT DISTINCT said.word FROM "{table}" AS line,
                    unnest(%s::text[], %s::text[]) AS said(word, form)
                    WHERE strpos(lower(line::text), said.form) > 0""",  # noqa: S608
                [[word for word, _form in forms], [form for _word, form in forms]],
            )
            yield from (f"{table}: {word}" for (word,) in cursor.fetchall())


def _in_files(words: list[str]) -> Iterator[str]:
    for name in _files():
        with default_storage.open(name, "rb") as file:
            content = file.read()
        yield from (f"{name}: {word}" for word in words if word.encode() in content)


def _files() -> Iterator[str]:
    for folder in FOLDERS:
        try:
            _folders, names = default_storage.listdir(folder)
        except FileNotFoundError:
            continue
        yield from (f"{folder}/{name}".lstrip("/") for name in names)
