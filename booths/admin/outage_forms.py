"""What organisers fill in about outages: the report, another state, booths that reopen alone."""

from typing import Any

from django import forms
from django.contrib.admin.widgets import AutocompleteSelectMultiple
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from unfold.forms import BaseDialogForm
from unfold.widgets import (
    UnfoldAdminSelectWidget,
    UnfoldAdminTextInputWidget,
)

from booths import outage_texts, outages
from booths.models import Cause, Operation, Outage, Sector, ServiceStatus, Space
from expo import standing
from expo.admin.forms import FairForm
from expo.models import Hall

SAID = [
    "state", "cause", "text_ko", "text_en", "started_at", "start_is_estimated", "expected_until",
]  # fmt: skip
ALL = "all"
USUAL = _("Empty: the usual sentence for cause and state.")


class ReportForm(FairForm):
    """One outage over chosen spaces, or over all of a hall, of a sector, of the fair."""

    spaces = forms.ModelMultipleChoiceField(
        label=_("exhibition spaces"), queryset=Space.objects.none(), required=False
    )
    whole = forms.ChoiceField(
        label=_("or all spaces of"), required=False, widget=UnfoldAdminSelectWidget
    )

    class Meta:
        model = Outage
        fields = SAID

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        site = self.model_admin.admin_site
        self.within = (
            site.get_model_admin(Space)
            .get_queryset(self.request)
            .filter(edition=standing.chosen_edition(self.request))
        )
        field: Any = self.fields["spaces"]
        field.widget = AutocompleteSelectMultiple(ServiceStatus._meta.get_field("space"), site)
        field.queryset = site.get_model_admin(Space).get_queryset(self.request)
        field.widget.choices = field.choices
        self.fields["whole"].choices = self._wholes()  # type: ignore[attr-defined]  # a choice field's
        for name in ("text_ko", "text_en"):
            self.fields[name].required = False
            self.fields[name].help_text = USUAL

    def clean(self) -> dict[str, Any]:
        """With `spaces` as a list, and the texts written out."""
        said = super().clean()
        said["spaces"] = self._spaces(said)
        if not said["spaces"] and not self.has_error("spaces"):
            self.add_error("spaces", ValidationError(outages.NothingToSuspend.message))
        if said.get("cause") and said.get("state"):
            state, cause = Operation(said["state"]), Cause(said["cause"])
            said["text_ko"] = outage_texts.unless_usual(said.get("text_ko", ""), state, cause).ko
            said["text_en"] = outage_texts.unless_usual(said.get("text_en", ""), state, cause).en
        return said

    def notice(self) -> outages.Notice:
        said = {name: self.cleaned_data[name] for name in SAID}
        return outages.Notice(
            **{**said, "cause": Cause(said["cause"]), "state": Operation(said["state"])}
        )

    def _wholes(self) -> list[tuple[str, Any]]:
        halls = Hall.objects.filter(spaces__in=self.within).distinct().order_by("code")
        return [
            ("", "–"),
            (ALL, _("the whole fair")),
            *((f"hall:{hall.code}", str(hall)) for hall in halls),
            *((f"sector:{value}", label) for value, label in Sector.choices),
        ]

    def _spaces(self, said: dict[str, Any]) -> list[Space]:
        kind, _colon, key = said.get("whole", "").partition(":")
        chosen: Any = said.get("spaces")
        named: QuerySet[Space] = chosen if chosen is not None else Space.objects.none()
        match kind:
            case "all":
                named = self.within
            case "hall":
                named = self.within.in_hall(key)
            case "sector":
                named = self.within.of_sector(key)
        return list(named.select_related("edition").order_by("code"))


class StateForm(BaseDialogForm):
    """The other state, and what visitors read then."""

    text_ko = forms.CharField(
        label=_("what visitors read (Korean)"),
        max_length=200,
        required=False,
        widget=UnfoldAdminTextInputWidget,
        help_text=USUAL,
    )
    text_en = forms.CharField(
        label=_("what visitors read (English)"),
        max_length=200,
        required=False,
        widget=UnfoldAdminTextInputWidget,
        help_text=USUAL,
    )

    def said(self, outage: Outage) -> outages.Said:
        state = next(
            each for each in (Operation.SUSPENDED, Operation.DEGRADED) if each != outage.state
        )
        cause, typed = Cause(outage.cause), self.cleaned_data
        return outages.Said(
            state=state,
            cause=cause,
            text_ko=outage_texts.unless_usual(typed["text_ko"], state, cause).ko,
            text_en=outage_texts.unless_usual(typed["text_en"], state, cause).en,
            expected_until=outage.expected_until,
        )


class ReopeningForm(BaseDialogForm):
    """Those of its booths that run again."""

    spaces = forms.ModelMultipleChoiceField(
        label=_("exhibition spaces"),
        queryset=Space.objects.none(),
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        held = ServiceStatus.objects.standing().filter(outage=self.object_id)
        mine = Space.objects.filter(edition__in=standing.editions(self.request))
        field: Any = self.fields["spaces"]
        field.queryset = mine.filter(statuses__in=held).order_by("code")
