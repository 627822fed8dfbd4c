"""The form behind every row of the admin: one edition per row, and refusals as sentences."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from expo import standing


class FairForm(forms.ModelForm):  # type: ignore[type-arg]  # not subscriptable at run time
    """`request` and `model_admin` are set by the admin that makes the form's class."""

    request: HttpRequest
    model_admin: Any

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        editions = set(self._editions(cleaned))
        if len(editions) > 1:
            raise ValidationError(
                _("What stands together here belongs to different editions."), code="other_edition"
            )
        if editions and not self._may_write_in(editions.pop()):
            raise ValidationError(_("You may not do this in that edition."), code="not_yours")
        return cleaned

    def full_clean(self) -> None:
        """What was refused when it was saved is said here, unless it has been said already."""
        super().full_clean()
        refusal = getattr(self.request, "refusal", None)
        if self.is_bound and refusal and not self.errors:
            self.add_error(None, refusal)

    def _editions(self, cleaned: dict[str, Any]) -> list[int]:
        """The edition of the row as it stands, and of each row that the form names."""
        registry = self.model_admin.admin_site._registry
        found = [self.model_admin.edition_of(self.instance)] if self.instance.pk else []
        for name, value in cleaned.items():
            if name == "edition" and value is not None:
                found.append(value.pk)
            elif isinstance(value, Model) and (admin := registry.get(type(value))):
                found.append(admin.edition_of(value))
        return [edition for edition in found if edition is not None]

    def _may_write_in(self, edition: int) -> bool:
        return standing.of(self.request).reaches(self.model_admin.writers, edition)
