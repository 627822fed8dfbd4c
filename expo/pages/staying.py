"""Staying logged in: the warning that a script shows in time, and the answer to it."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe


@require_safe
@never_cache
def stay(request: HttpRequest) -> HttpResponse:
    """Somebody is there: the session goes on. A page that stood open over a log-off takes the
    token for its forms, which logging in has changed."""
    if not request.user.is_authenticated:
        return JsonResponse({}, status=401)
    return JsonResponse({"csrf": get_token(request)})


@require_safe
def warning(request: HttpRequest) -> HttpResponse:
    """The dialog, in the page's language. Asking for it is no sign of anybody."""
    return render(request, "expo/idle.html")
