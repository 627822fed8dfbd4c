from typing import Any

from django.contrib import admin, messages
from django.db.models import F, Prefetch, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from unfold.contrib.filters.admin import ChoicesDropdownFilter
from unfold.decorators import action, display

from booths import order_forms, order_tables, service_orders
from booths.models import Assignment, DeadlineKind, Participation, ServiceOrder
from booths.order_forms import FORMS, OrderForm
from booths.service_orders import Told
from expo import editions, looks
from expo.admin.base import ExpoAdmin
from expo.admin.columns import moment
from expo.admin.exports import exported
from expo.admin.filters import EditionFilter, hall_filter, state_filter
from expo.admin.pages import address, organisers_page
from expo.errors import DomainError
from expo.models import Edition, LookAct, SubjectKind
from expo.pages import downloads

LATE = Q(
    participation__edition__deadlines__kind=F("kind"),
    participation__edition__deadlines__due_at__lt=F("told_at"),
)


@admin.register(ServiceOrder)
class ServiceOrderAdmin(ExpoAdmin):
    """What exhibitors ordered. Organisers enter it for them on a page of its own, at any time."""

    shows = SubjectKind.ORDER
    place = "admin.order"
    edition_path = "participation__edition"
    is_added = False
    is_changed = False
    list_display = ["exhibitor", "spaces", "kind", "words", "told", "told_by"]
    list_filter = [
        EditionFilter,
        ("kind", ChoicesDropdownFilter),
        hall_filter("participation__assignments__space__hall"),
        ("participation__exhibitor__sector", ChoicesDropdownFilter),
        state_filter(_("in time"), "late", {"yes": (_("In time"), ~LATE), "no": (_("Late"), LATE)}),
    ]
    list_select_related = ["participation__exhibitor", "participation__edition", "told_by"]
    search_fields = [
        "participation__exhibitor__name_ko",
        "participation__exhibitor__name_en",
        "participation__assignments__space__code",
    ]
    fields = ["participation", "kind", "words", "told_at", "told_by"]
    readonly_fields = ["words"]
    actions = ["as_csv", "as_xlsx"]
    actions_detail = ["enter"]

    told = moment("told_at", _("told"))

    def get_queryset(self, request: HttpRequest) -> QuerySet[ServiceOrder]:
        held = Assignment.objects.standing().select_related("space").order_by("space__code")
        rows = super().get_queryset(request)
        return rows.prefetch_related(
            Prefetch("participation__assignments", held, to_attr="held"),
            "participation__edition__show_days",
        ).distinct()

    @display(description=_("exhibitor"), ordering="participation__exhibitor__name_ko")
    def exhibitor(self, order: ServiceOrder) -> str:
        return str(order.participation.exhibitor)

    @display(description=_("spaces"), empty_value="–")
    def spaces(self, order: Any) -> str | None:
        return ", ".join(given.space.code for given in order.participation.held) or None

    @display(description=_("what was told"))
    def words(self, order: ServiceOrder) -> str:
        told = order_forms.told(order.participation.edition, order.kind, order.details)
        return " · ".join(f"{label}: {words}" for label, words in told)

    @action(description=_("Change it"), permissions=["act"], icon="edit")
    def enter(self, request: HttpRequest, object_id: str) -> HttpResponse:
        order = self.reached(request, object_id)
        participation = order.participation
        return redirect(address("order_enter", participation.edition, participation.pk, order.kind))

    @exported(_("The chosen orders as CSV"))
    def as_csv(self, request: HttpRequest, queryset: QuerySet[ServiceOrder]) -> HttpResponseBase:
        return downloads.answer(order_tables.table(queryset), "orders", downloads.CSV)

    @exported(_("The chosen orders as XLSX"))
    def as_xlsx(self, request: HttpRequest, queryset: QuerySet[ServiceOrder]) -> HttpResponseBase:
        return downloads.answer(order_tables.table(queryset), "orders", downloads.XLSX)


@organisers_page
def enter(request: HttpRequest, edition: Edition, participation: int, kind: str) -> HttpResponse:
    """Enter an order for an exhibitor, before its deadline or after."""
    who = get_object_or_404(
        Participation.objects.of(edition).standing().select_related("exhibitor"), pk=participation
    )
    wanted = next((known for known in FORMS if known.value == kind), None)
    if wanted is None:
        raise Http404
    standing_order = service_orders.of(who).get(wanted)
    _note(request, edition, standing_order)
    initial = standing_order.details if standing_order else {}
    form = FORMS[wanted](
        edition, request.POST if request.method == "POST" else None, initial=initial
    )
    if form.is_valid() and _is_stored(request, form, who, wanted):
        return redirect(f"{reverse('admin:booths_serviceorder_changelist')}?edition={edition.slug}")
    return _page(request, form, who, wanted)


def _note(request: HttpRequest, edition: Edition, order: ServiceOrder | None) -> None:
    """The telephone of who unloads stands in it, for instance."""
    if order is not None:
        act = LookAct.CHANGE if request.method == "POST" else LookAct.VIEW
        looks.saw(request, act, "admin.order", SubjectKind.ORDER, [order.pk], edition=edition)


def _is_stored(
    request: HttpRequest, form: OrderForm, who: Participation, kind: DeadlineKind
) -> bool:
    """Enter it; the form says why it is refused."""
    by: Any = request.user
    told = Told(kind=kind, details=form.details(), by=by, at=editions.now(form.edition))
    try:
        service_orders.enter(who, told)
    except DomainError as error:
        form.add_error(None, str(error.message))
        return False
    messages.success(request, _("Entered for %(exhibitor)s.") % {"exhibitor": who.exhibitor})
    return True


def _page(
    request: HttpRequest, form: OrderForm, who: Participation, kind: DeadlineKind
) -> HttpResponse:
    context = {
        **admin.site.each_context(request),
        "title": f"{who.exhibitor}: {kind.label}",
        "edition": form.edition,
        "form": form,
        "kind": kind,
    }
    return TemplateResponse(request, "due/enter.html", context)
