"""The service worker that has the ticket page open without a network."""

import json
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.storage import ManifestFilesMixin, staticfiles_storage
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

WORKER = Path(__file__).with_name("worker.js")


@require_safe
@cache_control(no_cache=True)
def worker(request: HttpRequest) -> HttpResponse:
    """The same bytes for everybody. It may look after both languages' pages."""
    is_hashed = isinstance(staticfiles_storage, ManifestFilesMixin) and not settings.DEBUG
    shell = {"static": settings.STATIC_URL, "isHashed": is_hashed}
    script = f"const SHELL = {json.dumps(shell)};\n{WORKER.read_text(encoding='utf-8')}"
    return HttpResponse(
        script,
        content_type="text/javascript; charset=utf-8",
        headers={"Service-Worker-Allowed": "/"},
    )
