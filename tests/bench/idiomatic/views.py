"""A ViewSet, a serializer and the ORM."""

from django.db import transaction
from rest_framework import mixins, serializers, viewsets
from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.permissions import IsAuthenticated

from expo import editions
from visitors import devices, signing
from visitors.api.authentication import AtDoor
from visitors.models import CheckIn, Device, Presence, SigningKey, Ticket


class TokenAuthentication(BaseAuthentication):
    def authenticate(self, request):
        token = request.headers.get("Authorization", "").removeprefix("Device ")
        found = Device.objects.select_related("gate__area", "edition")
        try:
            return AtDoor(), found.get(token_hash=devices.hash_of(token), revoked_at=None)
        except Device.DoesNotExist as error:
            raise AuthenticationFailed from error


class CheckInSerializer(serializers.ModelSerializer):
    code = serializers.CharField(write_only=True)

    class Meta:
        model = CheckIn
        fields = ["id", "code", "direction", "scanned_at", "outcome", "reason"]
        read_only_fields = ["outcome", "reason"]
        extra_kwargs = {"id": {"read_only": False}}

    def validate_code(self, code):
        try:
            ticket = signing.read(code)
            key = SigningKey.objects.get(pk=ticket.key)
            return signing.verify(ticket, bytes(key.public_key))
        except (signing.NotATicket, signing.Forged, SigningKey.DoesNotExist) as error:
            raise serializers.ValidationError("not a ticket") from error


class CheckInViewSet(mixins.CreateModelMixin, viewsets.GenericViewSet):
    queryset = CheckIn.objects.all()
    serializer_class = CheckInSerializer
    authentication_classes = [TokenAuthentication]
    permission_classes = [IsAuthenticated]

    @transaction.atomic
    def perform_create(self, serializer):
        device, claims = self.request.auth, serializer.validated_data.pop("code")
        ticket = Ticket.objects.select_for_update().get(pk=claims.ticket, edition=device.edition)
        direction, at = (
            serializer.validated_data["direction"],
            serializer.validated_data["scanned_at"],
        )
        presence, _made = Presence.objects.get_or_create(
            ticket=ticket, area=device.gate.area, defaults={"edition": device.edition}
        )
        day = at.astimezone(device.edition.tz).date()
        reason = "" if direction == "out" else self._refusal(ticket, claims, presence, day)
        serializer.save(
            edition=device.edition,
            gate=device.gate,
            device=device,
            ticket=ticket,
            ticket_class=ticket.ticket_class,
            received_at=editions.now(device.edition),
            outcome="refused" if reason else "admitted",
            reason=reason,
            content_hash=b"",
        )
        if not reason:
            presence.direction, presence.at, presence.day = direction, at, day
            presence.gate, presence.entered = device.gate, direction == "in"
            presence.save(update_fields=["direction", "at", "day", "gate", "entered"])

    def _refusal(self, ticket, claims, presence, day):
        device = self.request.auth
        if ticket.revoked_at is not None:
            return "revoked"
        if claims.ticket_class.value not in device.gate.classes:
            return "wrong_gate"
        days = list(device.edition.show_days.values_list("date", flat=True))
        if day not in days[claims.first_day : claims.last_day + 1]:
            return "not_today"
        if presence.day == day and presence.direction == "in":
            return "already_used"
        return ""
