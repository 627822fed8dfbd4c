"""Lists and pages of the admin that show personal data of others: each look is written down."""

from collections.abc import Iterable, Sequence
from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse

from expo import looks, standing
from expo.admin.columns import along
from expo.models import Edition, LookAct, SubjectKind


class Sights:
    """`shows` says of what kind the people are whose data stands in the rows, `subjects` by which
    fields they are found (paths to keys), `place` under which code of `looks.PLACES` it is noted.
    Without `shows` the rows are nobody's. `listed` is off where only a row's own page shows any."""

    shows: ClassVar[SubjectKind | None] = None
    subjects: ClassVar[Sequence[str]] = ("pk",)
    place: ClassVar[str] = ""
    listed: ClassVar[bool] = True

    def saw(
        self, request: HttpRequest, act: LookAct, rows: Iterable[Any], reason: str = ""
    ) -> None:
        if self.shows is None:
            return
        rows = list(rows)
        keys = [key for row in rows for key in self.subjects_of(row)]
        edition = self._edition(request, rows)
        looks.saw(request, act, self.place, self.shows, keys, edition=edition, reason=reason)

    def subjects_of(self, row: Any) -> list[int]:
        """Whose data stands in the row, by key."""
        found = (along(row, path) for path in self.subjects)
        return [key for key in found if key is not None]

    def _edition(self, request: HttpRequest, rows: Sequence[Any]) -> Edition | None:
        """That of the first row; the one that is worked on where a row has none."""
        named = self.edition_of(rows[0]) if rows else None  # type: ignore[attr-defined]
        known = (one for one in standing.editions(request) if one.pk == named)
        return next(known, None) or standing.chosen_edition(request)

    # Where they are shown

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        answer: Any = super().changelist_view(request, extra_context)  # type: ignore[misc]
        shown = (getattr(answer, "context_data", None) or {}).get("cl")
        if shown is not None and self.listed:
            act = LookAct.SEARCH if shown.query else LookAct.VIEW
            self.saw(request, act, shown.result_list)
        return answer

    def render_change_form(  # noqa: PLR0913, PLR0917  # Django's
        self,
        request: HttpRequest,
        context: dict[str, Any],
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: Any = None,
    ) -> HttpResponse:
        if obj is not None:
            self.saw(request, LookAct.VIEW, [obj])
        return super().render_change_form(request, context, add, change, form_url, obj)  # type: ignore[misc]

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        self.saw(request, LookAct.CHANGE, [obj])
        return super().response_change(request, obj)  # type: ignore[misc]

    def response_add(
        self, request: HttpRequest, obj: Any, post_url_continue: str | None = None
    ) -> HttpResponse:
        self.saw(request, LookAct.CHANGE, [obj])
        return super().response_add(request, obj, post_url_continue)  # type: ignore[misc]
