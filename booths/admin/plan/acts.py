"""What is done with one space: each act by POST, answered in words, and put back as easily."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from booths import outages, turns
from booths.admin.plan import answers, forms, memory
from booths.admin.plan.answers import Deed, No
from booths.admin.plan.named import assignment_of, space_of, spaces_of
from booths.models import Assignment, Space
from booths.turns import Placement, Turn
from expo import editions
from expo.admin.pages import organisers_page
from expo.models import Edition


@require_GET
@organisers_page
def plan(request: HttpRequest, edition: Edition) -> HttpResponse:
    return answers.whole_page(request, edition)


@require_GET
@organisers_page
def space(request: HttpRequest, edition: Edition, code: str) -> HttpResponse:
    return answers.opened(request, space_of(edition, code))


@require_POST
@organisers_page
def assign(request: HttpRequest, edition: Edition, code: str) -> HttpResponse:
    row = space_of(edition, code)
    form = forms.GivingForm(edition, request.POST)
    if not form.is_valid():
        return answers.opened(request, row, No(forms.refusals(form)))
    main = form.cleaned_data["participation"]
    words = _("%(space)s is given to %(exhibitor)s.")
    deed = Deed(
        lambda: turns.give([Placement(row, main, form.days())]),
        words % {"space": row.code, "exhibitor": main.exhibitor},
    )
    return answers.act(request, row, deed)


@require_POST
@organisers_page
def move(request: HttpRequest, edition: Edition, pk: int) -> HttpResponse:
    given = assignment_of(edition, pk)
    form = forms.MoveForm(edition, request.POST)
    if not form.is_valid():
        return answers.opened(request, given.space, No(forms.refusals(form)))
    target = form.cleaned_data["target"]
    words = _("%(exhibitor)s moved from %(space)s to %(target)s.")
    deed = Deed(
        lambda: turns.move(given, target, at=editions.now(edition)),
        words % {**_facts(given), "target": target.code},
        show=target,
    )
    return answers.act(request, given.space, deed)


@require_POST
@organisers_page
def swap(request: HttpRequest, edition: Edition, pk: int) -> HttpResponse:
    given = assignment_of(edition, pk)
    form = forms.SwapForm(edition, request.POST)
    if not form.is_valid():
        return answers.opened(request, given.space, No(forms.refusals(form)))
    other = form.cleaned_data["other"]
    words = _("%(exhibitor)s (%(space)s) and %(other)s (%(target)s) changed places.")
    there = {"other": other.participation.exhibitor, "target": other.space.code}
    deed = Deed(
        lambda: turns.swap(given, other, at=editions.now(edition)),
        words % {**_facts(given), **there},
    )
    return answers.act(request, given.space, deed)


@require_POST
@organisers_page
def release(request: HttpRequest, edition: Edition, pk: int) -> HttpResponse:
    given = assignment_of(edition, pk)
    words = _("%(space)s was taken back from %(exhibitor)s.")
    deed = Deed(lambda: turns.release([given], at=editions.now(edition)), words % _facts(given))
    return answers.act(request, given.space, deed)


@require_POST
@organisers_page
def give_again(request: HttpRequest, edition: Edition, pk: int) -> HttpResponse:
    past = assignment_of(edition, pk)
    words = _("%(space)s is given to %(exhibitor)s again.")
    deed = Deed(lambda: turns.give_again(past), words % _facts(past))
    return answers.act(request, past.space, deed)


@require_POST
@organisers_page
def reopen(request: HttpRequest, edition: Edition, code: str) -> HttpResponse:
    """Whatever stopped this booth no longer does; other booths of an outage stay as they are."""
    row = space_of(edition, code)
    words = _("%(space)s runs again.") % {"space": row.code}
    return answers.act(request, row, Deed(lambda: _reopen(row), words))


@require_POST
@organisers_page
def put_back(request: HttpRequest, edition: Edition) -> HttpResponse:
    """The asker's last act on the floor, undone; pressed once more, done again."""
    last, turn = memory.last_act(request, edition), memory.last_turn(request, edition)
    row = spaces_of(edition, [request.POST.get("space", ""), *turn.spaces]).first()
    if last is None or row is None:
        no = No([str(turns.NothingToPutBack.message)], status=409)
        return answers.whole_page(request, edition, no=no)
    deed = Deed(
        lambda: turns.put_back(turn, at=editions.now(edition)),
        last.words,
        is_undoing=not last.is_undone,
    )
    return answers.act(request, row, deed)


def _facts(assignment: Assignment) -> dict[str, object]:
    return {
        "space": assignment.space.code,
        "exhibitor": assignment.participation.exhibitor,
    }


def _reopen(row: Space) -> Turn:
    standing = list(row.statuses.standing().select_related("outage"))
    if not standing:
        raise outages.AlreadyReopened(space=row.code)
    for status in standing:
        outages.reopen(status.outage, row, at=editions.now(row.edition))
    return Turn()
