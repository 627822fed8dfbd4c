"""Opening a pack, a ZIP or a folder, and believing neither. Nothing is ever extracted to disk."""

import io
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Protocol
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from visitors.packs.faults import BadPack, shown

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

MOST_ENTRIES = 1000
SMALL = 2**20  # bytes that may be compressed as well as they can
MOST_RATIO = (
    100  # of the others; rows of scans shrink to a fifth or an eighth, zeros to a thousandth
)
AT_ONCE = 2**18
IS_ENCRYPTED = 1

DAMAGE = (
    EOFError,
    NotImplementedError,  # a version or a way of compressing that Python does not know
    OSError,
    OverflowError,
    RuntimeError,
    ValueError,
    struct.error,
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
)


class Pack(Protocol):
    """Named files, read as streams."""

    def has(self, name: str) -> bool: ...

    def open(self, name: str) -> io.BufferedReader:
        """Raises BadPack where the file is missing, here or at any later read."""


@contextmanager
def opened(path: Path) -> Iterator[Pack]:
    """Raises BadPack; so do the files when they are read."""
    if path.is_dir():
        yield Folder(path)
        return
    with _archive(path) as archive:
        yield Archive(path, archive)


@contextmanager
def _archive(path: Path) -> Iterator[ZipFile]:
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise BadPack(path.name, "is neither a ZIP file nor a folder.")
        archive = ZipFile(path)
    except FileNotFoundError as error:
        raise BadPack(str(path), "there is no such file or folder.") from error
    except BadPack:
        raise
    except DAMAGE as error:
        raise BadPack(path.name, f"is no ZIP file, or a broken one: {error}.") from error
    with archive:
        yield archive


class Folder:
    """A pack that somebody has unpacked. Its files are files: no links, no pipes."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def has(self, name: str) -> bool:
        return self._kind(name) is not None

    def open(self, name: str) -> io.BufferedReader:
        kind = self._kind(name)
        if kind is None:
            raise BadPack(name, "is missing.")
        if not stat.S_ISREG(kind):
            raise BadPack(name, "is a link or something else that is no plain file.")
        try:
            return _guarded(name, (self.path / name).open("rb"))
        except OSError as error:
            raise BadPack(name, f"cannot be read: {error.strerror}.") from error

    def _kind(self, name: str) -> int | None:
        """What the file is; a link is told as one, wherever on the way to it."""
        path, kind = self.path, 0
        for part in Path(name).parts:
            path /= part
            try:
                kind = path.lstat().st_mode
            except (OSError, ValueError):
                return None
            if stat.S_ISLNK(kind):
                return kind
        return kind


class Archive:
    """A pack as it was sent. Every entry is looked at before any is read."""

    def __init__(self, path: Path, archive: ZipFile) -> None:
        self.archive, self.name = archive, path.name
        entries = archive.infolist()
        if len(entries) > MOST_ENTRIES:
            raise BadPack(self.name, f"holds {len(entries)} files, more than {MOST_ENTRIES}.")
        for entry in entries:
            self._check(entry)
        if len({entry.filename for entry in entries}) < len(entries):
            raise BadPack(self.name, "holds two files of one name.")
        if sum(entry.compress_size for entry in entries) > path.stat().st_size:
            raise BadPack(self.name, "its files overlap: together they are larger than the ZIP.")

    def has(self, name: str) -> bool:
        return name in self.archive.NameToInfo

    def open(self, name: str) -> io.BufferedReader:
        if not self.has(name):
            raise BadPack(name, "is missing.")
        try:
            return _guarded(name, self.archive.open(name))
        except DAMAGE as error:
            raise BadPack(name, f"cannot be read: {error}.") from error

    def _check(self, entry: ZipInfo) -> None:
        check_name(self.name, entry.orig_filename)
        if stat.S_ISLNK(entry.external_attr >> 16):
            raise BadPack(self.name, f"{shown(entry.filename)} is a link.")
        if entry.flag_bits & IS_ENCRYPTED:
            raise BadPack(self.name, f"{shown(entry.filename)} is encrypted.")
        if entry.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
            raise BadPack(self.name, f"{shown(entry.filename)} is neither stored nor deflated.")
        if entry.file_size > SMALL and entry.file_size > MOST_RATIO * entry.compress_size:
            raise BadPack(
                self.name,
                f"{shown(entry.filename)} would unpack to {entry.file_size} bytes from "
                f"{entry.compress_size}: no honest pack shrinks like that.",
            )


def check_name(where: str, name: str) -> None:
    """Raises BadPack for a name that leads out of the pack, on whatever system it is unpacked."""
    parts = re.split(r"[/\\]", name)
    climbs = name.startswith("/") or ".." in parts or re.match("[A-Za-z]:", name)
    if climbs or "\\" in name or "\0" in name or not name:
        raise BadPack(where, f"{shown(name)} is a path that leads out of the pack.")


def _guarded(name: str, stream: IO[bytes]) -> io.BufferedReader:
    return io.BufferedReader(_Guarded(name, stream), AT_ONCE)


class _Guarded(io.RawIOBase):
    """A stream whose damage is told as BadPack. A ZIP entry never gives more than it declares."""

    def __init__(self, name: str, stream: IO[bytes]) -> None:
        self.name, self.stream = name, stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "WriteableBuffer") -> int:
        view = memoryview(buffer)
        try:
            chunk = self.stream.read(len(view))
        except DAMAGE as error:
            raise BadPack(self.name, f"is damaged: {error}.") from error
        view[: len(chunk)] = chunk
        return len(chunk)

    def close(self) -> None:
        self.stream.close()
        super().close()
