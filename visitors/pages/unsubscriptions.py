"""One press ends news by mail: a person's on the page, or a mail program's own (RFC 8058)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from expo import editions
from visitors import limits, unsubscriptions


@csrf_exempt  # a mail program has no token of ours, and the address itself is the secret
@cache_control(private=True, no_cache=True)
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscription(request: HttpRequest, token: str) -> HttpResponse:
    """Opening it changes nothing: mail programs open links ahead of their readers."""
    row = unsubscriptions.read(token)
    if row is None:
        slowed = limits.seconds_to_wait(request, limits.GUESSES)
        return render(request, "unsubscription/unknown.html", status=429 if slowed else 404)
    if request.method == "POST":
        unsubscriptions.end(row, at=editions.now(row.edition))
    context = {"edition": row.edition, "is_over": request.method == "POST"}
    answer = render(request, "unsubscription/page.html", context)
    answer["X-Robots-Tag"] = "noindex"
    return answer
