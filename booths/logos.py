"""Logos: whatever picture was uploaded, written anew as a small PNG that holds nothing else.

What somebody uploads is never stored nor served. Size and extent are judged before a pixel is
decoded, so that neither a large file nor a small one that unfolds costs memory."""

import hashlib
import struct
from io import BytesIO
from typing import IO

from django.contrib.sessions.backends.base import SessionBase
from django.db.models import Q
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps

from booths import members
from booths.models import Listing, ListingChange, Logo
from expo import access
from expo.access import Asker
from expo.errors import Refused
from expo.models import RoleKind

FORMATS = ("PNG", "JPEG", "WEBP", "GIF")
MOST_BYTES = 5 * 1024 * 1024
LONGEST_SIDE = 6000
MOST_PIXELS = 12_000_000
SHOWN_SIDE = 800
HEAD = 512
UPLOADED = "uploaded_logos"
"""What a session remembers: the digests of its latest uploads."""
DAMAGE = (  # what Pillow raises for files that are cut off, bent or lie about themselves
    OSError,
    SyntaxError,
    ValueError,
    TypeError,
    IndexError,
    OverflowError,
    EOFError,
    struct.error,
)
SMOOTH = {"RGB", "RGBA", "L", "LA", "CMYK"}
"""Modes of which Pillow makes good small pictures as they are."""


class LogoTooLarge(Refused):
    code = "logo_too_large"
    message = _("The file is larger than 5 MB. Save the logo smaller and upload it again.")


class LogoTooWide(Refused):
    code = "logo_too_wide"
    message = _(
        "The picture is larger than 6,000 pixels on a side, or 12 million in all. "
        "800 pixels are enough: save it smaller and upload it again."
    )


class LogoIsDrawing(Refused):
    code = "logo_is_svg"
    message = _(
        "SVG drawings can hold programs and are not taken. Export the logo as PNG, at least "
        "400 pixels wide, and upload that."
    )


class LogoUnreadable(Refused):
    code = "logo_unreadable"
    message = _("This is not a picture we can read. Upload a PNG, JPEG, WebP or GIF.")


def read(file: IO[bytes], *, size: int) -> Logo:
    """Store the picture as a logo and return it; the same picture again is the same row.

    `size` is that of the file in bytes; a larger one is not read at all. Raises LogoTooLarge,
    LogoTooWide, LogoIsDrawing and LogoUnreadable."""
    if size > MOST_BYTES:
        raise LogoTooLarge(bytes=size, most=MOST_BYTES)
    content = file.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise LogoTooLarge(most=MOST_BYTES)
    if _is_drawing(content):
        raise LogoIsDrawing
    try:
        return _stored(_small(_opened(content)))
    except Image.DecompressionBombError as error:
        raise LogoTooWide from error
    except DAMAGE as error:
        raise LogoUnreadable from error


def get(digest: str) -> Logo:
    """Raises Http404."""
    return get_object_or_404(Logo, pk=digest)


def is_live(digest: str) -> bool:
    """Whether a published edition shows the logo."""
    shown = Listing.objects.filter(logo=digest, participation__withdrawn_at=None)
    return shown.filter(participation__edition__is_published=True).exists()


def may_see(digest: str, asker: Asker, session: SessionBase) -> bool:
    """Of a logo that is not live: whoever uploaded it in this session, the members of an exhibitor
    that has or had proposed it, and the organisers of its edition."""
    if digest in session.get(UPLOADED, []):
        return True
    proposed = ListingChange.objects.filter(field="logo").filter(Q(after=digest) | Q(before=digest))
    listings = Listing.objects.filter(Q(logo=digest) | Q(pk__in=proposed.values("listing")))
    mine = Q(participation__exhibitor__in=members.exhibitors_of(asker))
    organised = Q(participation__edition__in=access.editions_of(asker, RoleKind.ORGANISER))
    return listings.filter(mine | organised).exists()


def remember(session: SessionBase, logo: Logo) -> None:
    """Let whoever uploaded a logo see it before it is proposed."""
    session[UPLOADED] = [*session.get(UPLOADED, []), logo.digest][-20:]


def _is_drawing(content: bytes) -> bool:
    head = content[:HEAD].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    is_text = head.startswith((b"<?xml", b"<svg", b"<!doctype svg", b"<!--"))
    return is_text or head.startswith(b"\x1f\x8b")  # SVGZ: nothing else we take is gzip


def _opened(content: bytes) -> Image.Image:
    """The picture, of which only the header has been read. Raises LogoTooWide."""
    image = Image.open(BytesIO(content), formats=FORMATS)
    if max(image.size) > LONGEST_SIDE or image.width * image.height > MOST_PIXELS:
        raise LogoTooWide(width=image.width, height=image.height)
    return image


def _small(image: Image.Image) -> Image.Image:
    """The first frame, upright, of at most SHOWN_SIDE pixels, with its pixels and nothing else."""
    if image.mode.startswith("I"):  # grey in 16 bits, which Pillow would cut to white
        image = image.convert("I").point(lambda grey: grey * (1 / 256)).convert("L")
    drawn = image if image.mode in SMOOTH else image.convert("RGBA")
    drawn.thumbnail((SHOWN_SIDE, SHOWN_SIDE))
    upright = ImageOps.exif_transpose(drawn).convert("RGBA")
    plain = Image.new("RGBA", upright.size)
    plain.paste(upright)
    return plain


def _stored(image: Image.Image) -> Logo:
    is_opaque = image.getchannel("A").getextrema() == (255, 255)
    written = BytesIO()
    (image.convert("RGB") if is_opaque else image).save(written, "PNG", optimize=True)
    png = written.getvalue()
    logo, _made = Logo.objects.get_or_create(
        digest=hashlib.sha256(png).hexdigest(),
        defaults={"png": png, "width": image.width, "height": image.height},
    )
    return logo
