"""A film of QR codes for Chromium's own fake camera, which plays it again and again."""

from collections.abc import Sequence
from pathlib import Path

WIDTH, HEIGHT = 480, 360
MODULE = 7  # pixels, so that a ticket's 45 with its quiet zone fill the height
BLACK, WHITE, GREY = b"\x10", b"\xeb", b"\x80"


def write(path: Path, symbol: Sequence[str], *, frames: int = 10) -> None:
    """One code in the middle, uncompressed (YUV4MPEG2), at ten frames a second."""
    picture = _picture(symbol)
    with path.open("wb") as film:
        film.write(b"YUV4MPEG2 W%d H%d F10:1 Ip A1:1 C420jpeg\n" % (WIDTH, HEIGHT))
        for _ in range(frames):
            film.write(b"FRAME\n" + picture)


def _picture(symbol: Sequence[str]) -> bytes:
    rows = [_row(row) for row in symbol for _ in range(MODULE)]
    above = (HEIGHT - len(rows)) // 2
    blank = WHITE * WIDTH
    lines = [blank] * above + rows + [blank] * (HEIGHT - above - len(rows))
    return b"".join(lines) + GREY * (WIDTH * HEIGHT // 2)


def _row(row: str) -> bytes:
    dots = b"".join((BLACK if module == "1" else WHITE) * MODULE for module in row)
    return dots.center(WIDTH, WHITE)
