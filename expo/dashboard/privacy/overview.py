"""Where the privacy officer begins: what waits, and where everything is."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from expo.admin.pages import framed
from expo.dashboard import waiting
from expo.dashboard.privacy.guard import privacy_page
from expo.looks import reviews
from expo.models import Edition, Incident, LookReview

SHOWN = 24
"""Reviews named: those of two years."""


@require_safe
@privacy_page
def overview(request: HttpRequest, edition: Edition) -> HttpResponse:
    signed = LookReview.objects.filter(edition=edition).select_related("reviewed_by")
    context = {
        "edition": edition,
        "tasks": waiting.most_urgent_first(waiting.privacy_tasks(edition)),
        "months": reviews.waiting(edition, timezone.now()),
        "this_month": reviews.month_of(edition, timezone.now()),
        "signed": signed[:SHOWN],
        "incidents": Incident.objects.of(edition).open(),
    }
    return framed(request, "privacy/overview.html", _("Personal data"), context)
