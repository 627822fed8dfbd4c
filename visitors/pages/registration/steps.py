"""The steps in which somebody tells something: each kept, and forwards only when it is right."""

from typing import Any

from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from visitors.models import RegistrationDraft
from visitors.pages.personal_fields import without_resident_numbers
from visitors.pages.registration import guard
from visitors.pages.registration.writing import ASKED, BY_NAME, CHECK, STEPS, Step, Writing
from visitors.registrations import drafts, groups

NAMES = [step.name for step in STEPS]


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@guard.draft_page
def step(request: HttpRequest, writing: Writing, step: str) -> HttpResponseBase:
    """What was told is shown; what is told now is kept, and leads on."""
    asked = BY_NAME.get(step)
    if asked not in ASKED or asked is None:
        raise Http404
    if request.method == "POST":
        return _told(request, writing, asked)
    if is_ahead(writing, asked.name):
        return leads_to(writing, writing.unfinished or asked.name)
    form = writing.forms[step] if "again" in request.GET else writing.form(step)
    return page(request, writing, asked, form=form)


def is_ahead(writing: Writing, step: str) -> bool:
    """Whether something is missing before it."""
    missing = writing.unfinished
    return missing is not None and NAMES.index(missing) < NAMES.index(step)


def leads_to(writing: Writing, step: str, *, again: bool = False) -> HttpResponse:
    """`again`: with what is wrong there."""
    if step == CHECK.name:
        return redirect("register_check", draft=writing.draft.pk)
    address = reverse("register_step", kwargs={"draft": writing.draft.pk, "step": step})
    return redirect(f"{address}?again=1" if again else address)


def page(
    request: HttpRequest, writing: Writing, asked: Step, status: int = 200, **told: Any
) -> HttpResponse:
    context = {
        "edition": writing.edition,
        "writing": writing,
        "steps": STEPS,
        "asked": asked,
        "number": NAMES.index(asked.name) + 1,
        **told,
    }
    return render(request, f"registration/{asked.name}.html", context, status=status)


def _told(request: HttpRequest, writing: Writing, asked: Step) -> HttpResponseBase:
    """Whoever goes back takes along what is right so far."""
    form = writing.form(asked.name, request.POST)
    if form.is_valid() or "back" in request.POST:
        return _kept(request, writing, form, asked.name, -1 if "back" in request.POST else 1)
    form.data = _showable(form)
    return page(request, writing, asked, form=form)


def _kept(
    request: HttpRequest, writing: Writing, form: Form, step: str, way: int
) -> HttpResponseBase:
    try:
        drafts.keep(writing.draft, answers(step, form), language=writing.language)
    except drafts.Finished:
        return redirect("register_done", draft=writing.draft.pk)
    except RegistrationDraft.DoesNotExist:
        return guard.gone(request)
    return leads_to(writing, NAMES[NAMES.index(step) + way])


def _showable(form: Form) -> dict[str, Any]:
    """What was typed, to be put right: whatever looks like a resident number is not repeated."""
    typed = without_resident_numbers(form, form.fields)
    if "companions" in typed:
        typed["companions"] = groups.without_resident_numbers(typed["companions"])
    return typed


def answers(step: str, form: Form) -> drafts.Answers:
    """What was typed and is right; nothing optional any more without the consent to it."""
    typed = {name: form.data.get(name, "") for name in form.fields if not form.has_error(name)}
    told = {step: {name: text for name, text in typed.items() if text}}
    lost = step == "consents" and "optional" not in told[step]
    return {**told, "optional": {}} if lost else told
