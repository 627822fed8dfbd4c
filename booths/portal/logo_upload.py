"""The file that comes with a form: a logo at once, so that no error elsewhere loses it."""

from typing import NamedTuple

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _

from booths import logos
from booths.models import Logo
from expo.errors import Refused


class Received(NamedTuple):
    """`typed` carries the digest of the logo; `fault` says why a file was not taken."""

    typed: QueryDict
    fault: str


def received(request: HttpRequest) -> Received:
    typed, fault = request.POST.copy(), ""
    file = request.FILES.get("logo_file")
    if isinstance(file, UploadedFile):
        try:
            logo = logos.read(file, size=file.size or 0)
        except Refused as error:
            fault = str(error.message)
        else:
            logos.remember(request.session, logo)
            typed["logo"] = logo.digest
    elif "logo_removed" in typed:
        typed["logo"] = ""
    if not _may_use(typed.get("logo", ""), request):
        typed["logo"], fault = "", _("There is no such logo: upload it first.")
    return Received(typed, fault)


def _may_use(digest: str, request: HttpRequest) -> bool:
    """A digest that somebody else's form carried shows nobody's logo."""
    if not digest:
        return True
    if not Logo.is_digest(digest):
        return False
    return logos.is_live(digest) or logos.may_see(digest, request.user, request.session)
