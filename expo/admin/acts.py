"""Acts on one row, from its page: asked once more in a dialog, done by POST, answered in words."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django_htmx.http import HttpResponseClientRedirect
from unfold.decorators import action
from unfold.enums import ActionVariant
from unfold.forms import BaseDialogForm

Method = Callable[..., Any]


def act(
    title: Any,
    question: Any,
    *,
    icon: str = "",
    form: type[BaseDialogForm] = BaseDialogForm,
    variant: ActionVariant = ActionVariant.PRIMARY,
) -> Callable[[Method], Method]:
    """Makes a button of `method(admin, request, form, row)`, for those with the right to act."""

    def decorate(method: Method) -> Method:
        def answer(
            admin: Any, request: HttpRequest, form: BaseDialogForm, object_id: str
        ) -> HttpResponse:
            row = admin.reached(request, object_id)
            response = method(admin, request, form, row)
            return response or back(request, admin.address_of(object_id))

        answer.__name__ = method.__name__
        dialog = {
            "title": title,
            "description": question,
            "form_class": form,
            "form_submit_text": title,
        }
        button: Method = action(
            description=title, permissions=["act"], icon=icon, variant=variant, dialog=dialog
        )(answer)
        return button

    return decorate


def back(request: HttpRequest, address: str) -> HttpResponse:
    """To the address: the whole page, also where a script sent the form of a dialog."""
    if request.headers.get("HX-Request"):
        return HttpResponseClientRedirect(address)
    return redirect(address)


NO_WAY_BACK = _("This cannot be taken back.")
