"""Lists of people that leave the admin as a file: asked for a reason first, then written down."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db.models import QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse

from expo.models import LookAct
from expo.pages.reasons import ReasonForm

Export = Callable[[Any, HttpRequest, QuerySet[Any]], HttpResponseBase]
KEPT = ("action", "select_across", "index")
"""What the list had sent, and has to be sent again with the reason."""


def exported(description: Any) -> Callable[[Export], Export]:
    """Makes a list's act of `method(admin, request, chosen)`, which answers with the file."""

    def decorate(method: Export) -> Export:
        def answer(
            model_admin: Any, request: HttpRequest, queryset: QuerySet[Any]
        ) -> HttpResponseBase:
            form = ReasonForm(request.POST if "reason" in request.POST else None)
            if not form.is_valid():
                return _question(model_admin, request, form, str(description))
            reason = form.cleaned_data["reason"]
            model_admin.saw(request, LookAct.EXPORT, queryset, reason)
            return method(model_admin, request, queryset)

        answer.__name__ = method.__name__
        described: Export = admin.action(description=description)(answer)
        return described

    return decorate


def _question(
    model_admin: Any, request: HttpRequest, form: ReasonForm, title: str
) -> TemplateResponse:
    chosen = request.POST.getlist(ACTION_CHECKBOX_NAME)
    context = {
        **model_admin.admin_site.each_context(request),
        "title": title,
        "form": form,
        "kept": [(name, request.POST[name]) for name in KEPT if name in request.POST],
        "chosen_name": ACTION_CHECKBOX_NAME,
        "chosen": chosen,
        "opts": model_admin.opts,
    }
    return TemplateResponse(request, "expo/admin/reason.html", context)
