"""Writing a pack: file by file into a ZIP beside its place, hashed on the way, then put there."""

import csv
import hashlib
import io
import json
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from visitors.packs import layout

READABLE = 0o644 << 16
OLDEST = (1980, 1, 1, 0, 0, 0)  # no ZIP tells of an earlier time


class CannotWrite(Exception):
    """There is no place for the pack; the message says why in one line."""


class PackWriter:
    """A pack in the making. `sha256` holds the hash of every file written so far."""

    def __init__(self, archive: ZipFile, at: datetime) -> None:
        self.archive = archive
        self.written_at = max(at.timetuple()[:6], OLDEST)
        self.sha256: dict[str, str] = {}

    @contextmanager
    def file(self, name: str) -> Iterator["HashedFile"]:
        """One file, written in pieces. One at a time."""
        entry = ZipInfo(name, self.written_at)
        entry.compress_type, entry.external_attr = ZIP_DEFLATED, READABLE
        with self.archive.open(entry, "w", force_zip64=True) as stream:
            hashed = HashedFile(stream)
            yield hashed
        self.sha256[name] = hashed.sha256.hexdigest()

    def text(self, name: str, content: str) -> None:
        with self.file(name) as file:
            file.write(content.encode())

    def json(self, name: str, content: dict[str, Any]) -> None:
        self.text(name, json.dumps(content, ensure_ascii=False, indent=2) + "\n")

    def table(self, name: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
        """A CSV file of a few hundred rows; what is None stays empty."""
        lines = io.StringIO(newline="")
        csv.writer(lines, lineterminator="\n").writerows([columns, *rows])
        self.text(name, lines.getvalue())

    def manifest(self, about: dict[str, Any]) -> None:
        """The last file: what the pack is about, and the hash of everything else in it."""
        self.json(layout.MANIFEST, about | {"files": dict(sorted(self.sha256.items()))})


class HashedFile:
    """What is written goes into the ZIP and into a hash."""

    def __init__(self, stream: IO[bytes]) -> None:
        self.stream, self.sha256 = stream, hashlib.sha256()

    def write(self, content: bytes | memoryview) -> None:
        self.sha256.update(content)
        self.stream.write(content)


@contextmanager
def written(path: Path, at: datetime, *, replaces: bool) -> Iterator[PackWriter]:
    """Write a pack to `path`: whole or not at all, whatever happens on the way.

    `at` is the time its files bear, `replaces` whether a pack that is there already may go. Raises
    CannotWrite."""
    _check_place(path, replaces=replaces)
    draft = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with ZipFile(draft, "x") as archive:
            yield PackWriter(archive, at)
        draft.replace(path)
    except OSError as error:
        raise CannotWrite(f"{path} cannot be written: {error.strerror or error}.") from error
    finally:
        draft.unlink(missing_ok=True)


def _check_place(path: Path, *, replaces: bool) -> None:
    """An empty file may always be replaced: there is nothing in it to lose."""
    if not path.parent.is_dir():
        raise CannotWrite(f"There is no folder {path.parent}.")
    if path.exists() and not path.is_file():
        raise CannotWrite(f"{path} is no file that could be replaced.")
    if path.exists() and path.stat().st_size and not replaces:
        raise CannotWrite(f"{path} exists already; --force replaces it.")
