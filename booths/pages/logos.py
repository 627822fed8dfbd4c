"""Logos as pictures: for everybody once they are live, before that for those who decide."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from booths import logos

FOR_EVER = "public, max-age=31536000, immutable"
NOT_YET = "private, no-store"  # it may never be published, and others use this browser
NOTHING_BUT_A_PICTURE = "default-src 'none'; sandbox"


@require_safe
def logo(request: HttpRequest, digest: str) -> HttpResponse:
    """The content never changes under its address, which is its digest."""
    is_live = logos.is_live(digest)
    if not is_live and not logos.may_see(digest, request.user, request.session):
        raise Http404
    answer = HttpResponse(bytes(logos.get(digest).png), content_type="image/png")
    answer["Cache-Control"] = FOR_EVER if is_live else NOT_YET
    answer["Content-Security-Policy"] = NOTHING_BUT_A_PICTURE
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
