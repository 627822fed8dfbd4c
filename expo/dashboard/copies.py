"""The page on which an organiser carries an edition forward: asked, looked at, done."""

from datetime import timedelta
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.validators import validate_slug
from django.db.models import Max
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods
from unfold.widgets import (
    UnfoldAdminIntegerFieldWidget,
    UnfoldAdminSingleDateWidget,
    UnfoldAdminTextInputWidget,
)

from expo import access, show_days
from expo.dashboard import copying
from expo.dashboard.copying import CopyPlan, PartOfCopy
from expo.errors import DomainError
from expo.models import Edition, RoleKind

A_YEAR = timedelta(weeks=52)  # the same day of the week


class CopyForm(forms.Form):
    slug = forms.CharField(
        label=_("address name"),
        max_length=40,
        validators=[validate_slug],
        widget=UnfoldAdminTextInputWidget,
    )
    number = forms.IntegerField(
        label=_("number"),
        min_value=1,
        max_value=32_767,
        widget=UnfoldAdminIntegerFieldWidget,
        help_text=_("Stands in every ticket code; never changes once a ticket is issued."),
    )
    name_ko = forms.CharField(
        label=_("name (Korean)"), max_length=120, widget=UnfoldAdminTextInputWidget
    )
    name_en = forms.CharField(
        label=_("name (English)"),
        max_length=120,
        required=False,
        widget=UnfoldAdminTextInputWidget,
    )
    first_day = forms.DateField(
        label=_("first show day"),
        widget=UnfoldAdminSingleDateWidget,
        help_text=_("All other days move as far as this one."),
    )
    parts = forms.MultipleChoiceField(
        label=_("what comes along"),
        choices=PartOfCopy.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def plan(self) -> CopyPlan:
        said = dict(self.cleaned_data)
        return CopyPlan(**said | {"parts": frozenset(map(PartOfCopy, said["parts"]))})


@require_http_methods(["GET", "POST"])
def edition_copy(request: HttpRequest, slug: str) -> HttpResponse:
    source = access.edition_for(request.user, slug, RoleKind.ORGANISER)
    if request.method != "POST":
        return _page(request, source, CopyForm(initial=_offered(source)))
    form = CopyForm(request.POST)
    if not form.is_valid():
        return _page(request, source, form, status=422)
    plan = form.plan()
    try:
        plan.check()
        if request.POST.get("act") != "copy":
            counts = copying.outlook(source, plan.parts)
            return _page(request, source, form, counts=counts, shift=plan.shift(source).days)
        made = copying.copy(source, plan, by=request.user)  # type: ignore[arg-type]  # no stranger gets here
    except DomainError as error:
        form.add_error(None, str(error.message))
        return _page(request, source, form, status=422)
    messages.success(request, _("The edition is made. Nothing of it is public yet."))
    return redirect("admin:expo_edition_change", made.edition.pk)


def _offered(source: Edition) -> dict[str, Any]:
    """The next number, the same weekday a year later, and all that may come along."""
    latest = Edition.objects.aggregate(number=Max("number"))["number"]
    try:
        first = show_days.first_and_last(source)[0] + A_YEAR
    except show_days.NoShowDays:
        first = None
    return {
        "number": latest + 1,
        "slug": f"{first.year}" if first else "",
        "name_ko": source.name_ko,
        "name_en": source.name_en,
        "first_day": first,
        "parts": [part for part in PartOfCopy.values if part != PartOfCopy.ASSIGNMENTS],
    }


def _page(
    request: HttpRequest, source: Edition, form: CopyForm, *, status: int = 200, **context: Any
) -> HttpResponse:
    told = {
        **admin.site.each_context(request),
        "title": _("Carry an edition forward"),
        "source": source,
        "form": form,
    }
    return TemplateResponse(request, "copying/copy.html", told | context, status=status)
