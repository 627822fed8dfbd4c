"""A logo is written anew: whatever came with the upload stays outside."""

import tracemalloc
from contextlib import suppress
from io import BytesIO

import pytest
from PIL import Image

from booths import logos
from booths.models import Logo
from expo.errors import Refused
from tests import pictures
from tests.pictures import BLUE, RED

pytestmark = pytest.mark.django_db


def read(content):
    return logos.read(BytesIO(content), size=len(content))


def shown(logo):
    return Image.open(BytesIO(bytes(logo.png)))


def refused(content, code):
    with pytest.raises(Refused) as refusal:
        read(content)
    assert refusal.value.code == code
    assert not Logo.objects.exists()


class Unread:
    """A file that nobody may read."""

    def read(self, *_args):
        raise AssertionError("It was read.")


def test_a_file_of_40_megabytes_is_refused_without_being_read():
    with pytest.raises(logos.LogoTooLarge):
        logos.read(Unread(), size=40 * 1024 * 1024)


def test_a_file_that_is_larger_than_it_says_is_refused():
    with pytest.raises(logos.LogoTooLarge):
        logos.read(BytesIO(bytes(6 * 1024 * 1024)), size=1000)


@pytest.mark.parametrize(
    "extent", [(20_000, 20_000), (20_000, 10), (6001, 1), (1, 6001), (6000, 6000)]
)
def test_a_picture_with_too_many_pixels_is_refused_by_its_header(extent):
    content = pictures.png_that_says(*extent)
    tracemalloc.start()
    refused(content, "logo_too_wide")
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert peak < 1_000_000


def test_a_gif_that_says_65535_pixels_is_refused():
    whole = bytearray(pictures.file(form="GIF"))
    whole[6:10] = b"\xff\xff\xff\xff"

    refused(bytes(whole), "logo_too_wide")


def test_a_chunk_of_text_that_unfolds_to_200_megabytes_is_not_unfolded():
    content = pictures.png_that_unfolds()
    tracemalloc.start()
    refused(content, "logo_unreadable")
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert peak < 20_000_000


@pytest.mark.parametrize(
    "content",
    [
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"\xef\xbb\xbf\n <?xml version='1.0'?><svg/>",
        b"<!-- a drawing --><svg/>",
        b"\x1f\x8b\x08\x00",
    ],
    ids=["svg", "xml with a mark", "comment first", "svgz"],
)
def test_a_drawing_is_refused_with_words_of_its_own(content):
    refused(content, "logo_is_svg")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"hello",
        b"%PDF-1.7",
        b"<html><script>alert(1)</script>",
        pictures.file(form="BMP"),
        pictures.file(form="TIFF"),
        pictures.file()[:200],
        pictures.file(form="JPEG")[:300],
        pictures.file(form="WEBP")[:100],
        pictures.file(form="GIF")[:40],
    ],
    ids=["empty", "text", "pdf", "html", "bmp", "tiff", "png", "jpeg", "webp", "gif"],
)
def test_what_is_no_whole_picture_is_refused(content):
    refused(content, "logo_unreadable")


@pytest.mark.parametrize("form", ["PNG", "JPEG", "WEBP", "GIF"])
def test_a_bent_file_never_raises_anything_else(form):
    whole = pictures.file(pictures.drawn((40, 20)), form)
    for place in range(0, len(whole), max(1, len(whole) // 150)):
        bent = whole[:place] + bytes([whole[place] ^ 0xA5]) + whole[place + 1 :]
        with suppress(logos.LogoUnreadable, logos.LogoTooWide):
            read(bent)


@pytest.mark.parametrize(
    "tail",
    [
        b"PK\x03\x04" + b"evil.exe" * 50 + b"PK\x05\x06" + bytes(18),
        b"<html><script>alert(document.cookie)</script></html>",
        b"<?php system($_GET['c']); ?>",
    ],
    ids=["zip", "html", "php"],
)
def test_nothing_of_a_file_that_is_two_things_at_once_survives(tail):
    logo = read(pictures.file() + tail)

    kept = bytes(logo.png)
    assert tail[:8] not in kept
    assert kept.endswith(b"IEND\xaeB`\x82")
    assert read(pictures.file()).digest == logo.digest


def test_nothing_that_was_noted_in_the_file_survives():
    noted = Image.Exif()
    noted[0x010E] = "37.5665 N, 126.9780 E"
    logo = read(pictures.file(form="JPEG", exif=noted, comment=b"secret", icc_profile=b"x" * 200))

    kept = bytes(logo.png)
    assert b"37.5665" not in kept
    assert b"secret" not in kept
    assert set(shown(logo).info) == set()


@pytest.mark.parametrize("form", ["PNG", "JPEG", "WEBP", "GIF"])
def test_a_large_picture_is_kept_small_in_its_proportions(form):
    logo = read(pictures.file(pictures.drawn((2000, 500)), form))

    assert (logo.width, logo.height) == (800, 200)
    assert shown(logo).size == (800, 200)
    assert shown(logo).format == "PNG"


def test_a_small_picture_is_not_blown_up():
    assert shown(read(pictures.file(pictures.drawn((1, 1))))).size == (1, 1)


def test_a_line_of_one_pixel_is_still_a_picture():
    assert shown(read(pictures.file(pictures.drawn((6000, 1))))).size == (800, 1)


def test_a_photograph_stands_upright():
    turned = Image.Exif()
    turned[0x0112] = 6  # the camera lay on its right side
    logo = read(pictures.file(pictures.drawn((400, 200)), "JPEG", exif=turned, quality=95))

    assert shown(logo).size == (200, 400)
    assert near(shown(logo).getpixel((190, 10)), BLUE)


def test_an_animation_is_kept_as_its_first_picture():
    first, second = pictures.drawn(colour=RED), pictures.drawn(colour=(0, 255, 0))
    logo = read(pictures.file(first, "GIF", save_all=True, append_images=[second]))

    assert getattr(shown(logo), "n_frames", 1) == 1
    assert near(shown(logo).getpixel((390, 190)), RED)


@pytest.mark.parametrize(
    ("mode", "form"),
    [("CMYK", "JPEG"), ("P", "PNG"), ("P", "GIF"), ("L", "PNG"), ("LA", "PNG"), ("1", "PNG"),
     ("I;16", "PNG"), ("RGBA", "WEBP")],
)  # fmt: skip
def test_every_kind_of_colour_becomes_plain_ones(mode, form):
    source = pictures.drawn(mode="L" if mode == "I;16" else mode)
    if mode == "I;16":
        source = source.convert("I").point(lambda value: value * 257).convert("I;16")
    logo = read(pictures.file(source, form))

    image = shown(logo)
    assert image.mode in {"RGB", "RGBA"}
    lit = image.convert("L")
    assert lit.getpixel((390, 190)) != lit.getpixel((10, 10))


def test_what_was_transparent_stays_so():
    clear = Image.new("RGBA", (10, 10), (255, 0, 0, 0))

    assert shown(read(pictures.file(clear))).getpixel((5, 5))[3] == 0
    assert shown(read(pictures.file())).mode == "RGB"


def test_a_palette_with_a_transparent_colour_stays_transparent():
    image = Image.new("P", (10, 10), 0)
    image.putpalette([255, 0, 0] * 256)

    assert shown(read(pictures.file(image, "GIF", transparency=0))).getpixel((5, 5))[3] == 0


def test_the_same_picture_again_is_the_same_logo():
    first = read(pictures.file())
    again = read(pictures.file(compress_level=1))

    assert first == again
    assert Logo.objects.count() == 1


def near(one, other):
    return all(abs(a - b) < 24 for a, b in zip(one[:3], other, strict=True))
