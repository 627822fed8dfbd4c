"""A name as it should have been written."""

from typing import Self

from django import forms
from django.utils.translation import gettext_lazy

from visitors.pages.personal_fields import TidyField, without_resident_numbers
from visitors.registrations import Found


class NameForm(forms.Form):
    name = TidyField(label=gettext_lazy("Name"), max_length=100)
    name_en = TidyField(label=gettext_lazy("Name in Latin letters"), max_length=100)

    @classmethod
    def of(cls, found: Found) -> Self:
        person = found.person
        return cls(initial={"name": person.name, "name_en": person.name_en} if person else {})

    def renew(self) -> None:
        self.data = without_resident_numbers(self, self.fields)
