"""What somebody sends who registers through the API, and what he gets."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from expo import personal
from expo.api.fields import NothingElse
from visitors import countries
from visitors.classes import TicketClass
from visitors.models import ConsentKind, ConsentText
from visitors.models.classes import CLASS_NAMES
from visitors.registrations import MOST_COMPANIONS, MOST_HEADS, Details

LANGUAGES = [("ko", _("Korean")), ("en", _("English"))]
STATES = ["registered", "waiting", "refused", "cancelled"]


class Tidy(serializers.CharField):
    """One line as people write it; what cannot be kept the domain refuses by name."""

    def to_internal_value(self, data: Any) -> str:
        return personal.tidy(super().to_internal_value(data))


class Name(Tidy):
    default_error_messages = {"invisible": _("There is nothing to be seen in it.")}

    def to_internal_value(self, data: Any) -> str:
        text = super().to_internal_value(data)
        if not personal.is_visible(text):
            self.fail("invisible")
        return text


class Mail(Tidy):
    def to_internal_value(self, data: Any) -> str:
        return personal.half_width(super().to_internal_value(data)).replace(" ", "")


class Phone(Tidy):
    default_error_messages = {
        "no_phone_number": _(
            "Write the number in digits: 010-1234-5678; from abroad with its country code: "
            "+1 415 555 0100."
        )
    }

    def to_internal_value(self, data: Any) -> str:
        text = super().to_internal_value(data)
        number = personal.phone_number(personal.half_width(text))
        if text and not number:
            self.fail("no_phone_number")
        return number


class Country(serializers.CharField):
    default_error_messages = {"no_country": _("This is not a country code such as KR.")}

    def to_internal_value(self, data: Any) -> str:
        code = str(super().to_internal_value(data)).upper()
        if code and not countries.name(code, "en"):
            self.fail("no_country")
        return code


class PersonIn(NothingElse):
    """What stands here may be kept. Everything but the name is an optional item: kept with the
    consent of kind `optional` alone."""

    name = Name(max_length=100)
    name_en = Tidy(max_length=100, required=False, allow_blank=True, help_text="In Latin letters.")
    organisation = Tidy(max_length=120, required=False, allow_blank=True)
    job_title = Tidy(max_length=80, required=False, allow_blank=True)
    phone = Phone(max_length=30, required=False, allow_blank=True)
    country = Country(
        max_length=2, required=False, allow_blank=True, help_text="ISO 3166, as KR or NO."
    )


class AgreedIn(NothingElse):
    """A notice that was read and agreed to: as `consent-texts` shows it, in the newest version."""

    kind = serializers.ChoiceField(ConsentKind.choices)
    version = serializers.IntegerField(min_value=1)
    language = serializers.ChoiceField(LANGUAGES)


class RegistrationIn(PersonIn):
    """One person, with company or for a group. Nothing but what stands here."""

    id = serializers.UUIDField(
        required=False,
        help_text="Chosen by the client: sent again, the same registration is answered again.",
    )
    email = Mail(max_length=254, help_text="The ticket is sent there.")
    language = serializers.ChoiceField(LANGUAGES, required=False, help_text="Of mails. Default ko.")
    first_day = serializers.DateField(
        required=False, help_text="A show day. Default: the first. Not where approval is needed."
    )
    last_day = serializers.DateField(required=False, help_text="Default: the last show day.")
    heads = serializers.IntegerField(
        required=False, min_value=1, max_value=MOST_HEADS, help_text="Of a group: 2 or more."
    )
    companions = PersonIn(  # type: ignore[call-arg]  # the list's, not the person's
        many=True,
        required=False,
        max_length=MOST_COMPANIONS,
        help_text="Each gets a ticket of their own.",
    )
    consents = AgreedIn(
        many=True, help_text="Kind `collection` is needed, no other ever is to be let in."
    )

    def get_fields(self) -> dict[str, serializers.Field]:  # type: ignore[type-arg]
        """`class` is no name that Python allows for an attribute."""
        ticket_class = serializers.ChoiceField(
            CLASS_NAMES, required=False, help_text="One that the edition offers. Default visitor."
        )
        return {**super().get_fields(), "class": ticket_class}


class TicketOut(serializers.Serializer[Any]):
    code = serializers.CharField(help_text="The content of the QR code.")
    first_day = serializers.DateField()
    last_day = serializers.DateField()

    def get_fields(self) -> dict[str, serializers.Field]:  # type: ignore[type-arg]
        fields = super().get_fields()
        return {"code": fields.pop("code"), "class": serializers.ChoiceField(CLASS_NAMES), **fields}


class CompanionOut(serializers.Serializer[Any]):
    registration = serializers.UUIDField()
    number = serializers.CharField()
    ticket = TicketOut(allow_null=True)


class RegistrationOut(serializers.Serializer[Any]):
    registration = serializers.UUIDField()
    number = serializers.CharField(help_text="The reservation number, for the desk.")
    state = serializers.ChoiceField(
        STATES, help_text="`waiting`: the ticket comes by mail once it is approved."
    )
    ticket = TicketOut(allow_null=True)
    companions = CompanionOut(many=True, help_text="In the order in which they were named.")
    link = serializers.URLField(
        allow_null=True,
        help_text="The ticket page, secret: whoever has it may change everything. Null once a "
        "newer link was asked for.",
    )


class ConsentTextOut(serializers.ModelSerializer[ConsentText]):
    is_required = serializers.SerializerMethodField(
        help_text="Without it nothing personal is kept, and nobody registers in advance."
    )

    class Meta:
        model = ConsentText
        fields = (
            *("kind", "version", "language", "is_required"),
            *("purpose", "items", "period", "refusal"),
        )

    @extend_schema_field(serializers.BooleanField())
    def get_is_required(self, text: ConsentText) -> bool:
        return text.kind == ConsentKind.COLLECTION


def details(told: Mapping[str, Any]) -> Details:
    """The person in what was sent, whatever else stands beside."""
    names = ("name", "name_en", "organisation", "job_title", "email", "phone", "country")
    return Details(**{name: told.get(name, "") for name in names})


def ticket_class(told: Mapping[str, Any]) -> TicketClass:
    return TicketClass(told.get("class", TicketClass.VISITOR))
