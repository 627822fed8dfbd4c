"""Pictures as people upload them, good and bad."""

import struct
import zlib
from io import BytesIO

from PIL import Image, ImageDraw

RED, BLUE = (200, 30, 30), (30, 30, 200)


def drawn(size=(400, 200), mode="RGB", colour=RED):
    """A rectangle with a blue upper left corner, by which one sees how it is turned."""
    image = Image.new("RGB", size, colour)
    ImageDraw.Draw(image).rectangle((0, 0, size[0] // 4, size[1] // 4), fill=BLUE)
    return image.convert(mode)


def file(image=None, form="PNG", **options):
    written = BytesIO()
    (image or drawn()).save(written, form, **options)
    return written.getvalue()


def png_that_says(width, height):
    """A few bytes whose header promises so many pixels."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    rows = zlib.compress(bytes(64))
    chunks = [(b"IHDR", head), (b"IDAT", rows), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*chunk) for chunk in chunks)


def png_that_unfolds():
    """Text of 200 MB, folded into a chunk of 200 kB."""
    text = b"comment\0\0" + zlib.compress(bytes(200_000_000), 9)
    whole = file()
    return whole[:33] + _chunk(b"zTXt", text) + whole[33:]


def _chunk(kind, content):
    checked = zlib.crc32(kind + content)
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", checked)
