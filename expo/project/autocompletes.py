"""Searching for a row while typing, among the rows that the asker may see."""

from typing import Any

from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.db.models import Model
from django.http import HttpRequest, HttpResponse

from expo import standing
from expo.models import LookAct


class Autocomplete(AutocompleteJsonView):
    """Names the edition beside the row for somebody who works on several: halls 4B are many.

    Rows that are people's are a search of the access log."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.shown: list[Model] = []
        answer = super().get(request, *args, **kwargs)
        rows: Any = self.model_admin
        rows.saw(request, LookAct.SEARCH, self.shown)
        return answer

    def serialize_result(self, obj: Model, to_field_name: str) -> dict[str, str]:
        self.shown.append(obj)
        result: dict[str, Any] = super().serialize_result(obj, to_field_name)
        rows: Any = self.model_admin
        known = {edition.pk: edition.slug for edition in standing.editions(self.request)}
        slug = known.get(rows.edition_of(obj)) if len(known) > 1 else None
        return {**result, "text": f"{result['text']} · {slug}"} if slug else result
