"""The scanner's three addresses. Open to everybody: without a token the page knows nothing."""

from csp.constants import SELF
from csp.decorators import csp_update
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from visitors.gate import shell

# The camera's reader is WebAssembly in a worker. Its script is ours, and no text becomes a script.
POLICY = {"script-src": [SELF, "'wasm-unsafe-eval'"], "worker-src": [SELF], "connect-src": [SELF]}


@require_safe
@cache_control(no_cache=True)
@csp_update(POLICY)
def gate(request: HttpRequest) -> HttpResponse:
    """The scanner, the same bytes for everybody: its service worker compares them."""
    return HttpResponse(shell.current().page)


@require_safe
@cache_control(no_cache=True)
def gate_worker(request: HttpRequest) -> HttpResponse:
    return HttpResponse(shell.current().worker, content_type="text/javascript; charset=utf-8")


@require_safe
@cache_control(no_cache=True)
def gate_manifest(request: HttpRequest) -> HttpResponse:
    return HttpResponse(shell.current().manifest, content_type="application/manifest+json")


@require_safe
def gate_in_english(request: HttpRequest) -> HttpResponse:
    """The scanner has one address and keeps its language itself."""
    return HttpResponseRedirect(f"{reverse('gate')}?language=en")
