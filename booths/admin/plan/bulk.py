"""What is done with several spaces at once: all of it or nothing."""

from collections.abc import Callable

from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from booths import turns
from booths.admin.plan import answers, forms, memory
from booths.admin.plan.answers import No
from booths.admin.plan.named import spaces_of
from booths.models import Assignment, Space
from booths.turns import Placement, Turn
from expo import editions
from expo.admin.pages import address, organisers_page
from expo.errors import DomainError
from expo.models import Edition


@require_POST
@organisers_page
def bulk(request: HttpRequest, edition: Edition) -> HttpResponse:
    """The act that the pressed button names, for the spaces that were chosen by their codes."""
    spaces = list(spaces_of(edition, request.POST.getlist("space")))
    if not spaces:
        return _refused(request, edition, No([str(turns.NothingGiven.message)]))
    match request.POST.get("act"):
        case "assign":
            return _assign(request, edition, spaces)
        case "release":
            return _release(request, edition, spaces)
        case "outage":
            keys = ",".join(str(space.pk) for space in spaces)
            return redirect(address("booths_outage_add", edition, spaces=keys))
        case "mail":
            return _write(request, edition, spaces)
    return _refused(request, edition, No([_("Choose what is to be done.")]))


def _assign(request: HttpRequest, edition: Edition, spaces: list[Space]) -> HttpResponse:
    form = forms.GivingForm(edition, request.POST)
    if not form.is_valid():
        return _refused(request, edition, No(forms.refusals(form)), spaces)
    main = form.cleaned_data["participation"]
    words = _("%(spaces)s are given to %(exhibitor)s.")
    return _carry_out(
        request,
        spaces,
        lambda: turns.give([Placement(space, main, form.days()) for space in spaces]),
        words % {"spaces": _codes(spaces), "exhibitor": main.exhibitor},
    )


def _release(request: HttpRequest, edition: Edition, spaces: list[Space]) -> HttpResponse:
    given = Assignment.objects.standing().filter(space__in=spaces).with_parties()
    return _carry_out(
        request,
        spaces,
        lambda: turns.release(given, at=editions.now(edition)),
        _("%(spaces)s were taken back.") % {"spaces": _codes(spaces)},
    )


def _write(request: HttpRequest, edition: Edition, spaces: list[Space]) -> HttpResponse:
    if holders := _holders(spaces):
        return redirect(address("mailing_new", edition, to=holders))
    return _refused(request, edition, No([_("Nobody stands on these spaces.")]), spaces)


def _carry_out(
    request: HttpRequest, spaces: list[Space], act: Callable[[], Turn], words: str
) -> HttpResponse:
    edition = spaces[0].edition
    try:
        with transaction.atomic():
            turn = act()
    except (DomainError, IntegrityError) as error:
        no = No(answers.sentences(error), answers.status_of(error))
        return _refused(request, edition, no, spaces)
    memory.remember(request, edition, words, turn)
    return redirect(address("plan", edition))


def _refused(
    request: HttpRequest, edition: Edition, no: No, spaces: list[Space] | None = None
) -> HttpResponse:
    chosen = [space.code for space in spaces or []]
    return answers.whole_page(request, edition, no=No(no.sentences, no.status, chosen))


def _codes(spaces: list[Space]) -> str:
    return ", ".join(space.code for space in spaces)


def _holders(spaces: list[Space]) -> str:
    given = Assignment.objects.standing().filter(space__in=spaces)
    keys = given.order_by("participation").values_list("participation", flat=True).distinct()
    return ",".join(map(str, keys))
