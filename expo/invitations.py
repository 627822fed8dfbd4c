"""Giving work to somebody by mail address, who may not have an account yet.

Whoever has no password gets a link that lets him choose one: for seven days, and once. Nobody tells
anybody a password."""

from dataclasses import dataclass
from datetime import timedelta

from allauth.account import app_settings
from allauth.account.utils import user_pk_to_url_str
from django.core.signing import BadSignature, TimestampSigner
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.encoding import force_bytes, force_str
from django.utils.http import urlsafe_base64_decode, urlsafe_base64_encode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from expo import access, mails, workplaces
from expo.errors import Refused
from expo.mails import Letter, Link
from expo.models import Account, Edition, Role, RoleKind

ADMIN_WORK = {RoleKind.ORGANISER, RoleKind.DOOR_SUPERVISOR, RoleKind.PRIVACY_OFFICER}
"""Roles with work to do in the admin. A planner's and an exhibitor's work is elsewhere."""

VALID_FOR = timedelta(days=7)
RENEWED_EVERY = timedelta(hours=1)
"""How often one may ask for a fresh link: whoever finds an old one fills nobody's letter box."""


class AccountBlocked(Refused):
    code = "account_blocked"
    message = gettext_lazy("The account with this mail address is blocked. Ask an organiser.")


class LinkNotValid(Refused):
    code = "link_not_valid"
    message = gettext_lazy("This link has run out or has been used.")


@dataclass(frozen=True, slots=True)
class Choice:
    """What the invited chose."""

    name: str
    language: str
    password: str


@transaction.atomic
def invite(
    email: str, edition: Edition, kind: RoleKind, *, name: str = "", language: str = "ko"
) -> Role:
    """Grant the role, and tell by mail. Raises AccountBlocked."""
    role = admit(account_of(email, name=name, language=language), edition, kind)
    tell(role)
    return role


def account_of(email: str, *, name: str = "", language: str = "ko") -> Account:
    """The account with that address, whatever its case; made if there is none, without a password.

    Raises AccountBlocked."""
    account = _known(email) or _made(email, name=name, language=language)
    if not account.is_active:
        raise AccountBlocked
    return account


def admit(account: Account, edition: Edition, kind: RoleKind) -> Role:
    """Grant the role, and what it needs: the way into the admin."""
    if kind in ADMIN_WORK and not account.is_staff:
        account.is_staff = True
        account.save(update_fields=["is_staff"])
    return access.grant(account, edition, kind)


def tell(role: Role) -> None:
    """Have the mail sent that says what the role is, and how to begin."""
    account = role.account
    mails.queue(
        Letter(
            kind="role",
            recipient=account.email,
            language=account.language,
            edition=role.edition,
            facts={"role": role.pk},
        )
    )


def tell_a_forgotten_password(account: Account) -> None:
    """Have the mail sent with which the account chooses a new password, or its first."""
    mails.queue(
        Letter(
            kind="password",
            recipient=account.email,
            language=account.language,
            facts={"account": account.pk},
        )
    )


def greeting(account: Account) -> str:
    """How a mail begins."""
    return _("Dear %(name)s,") % {"name": account.name} if account.name else _("Good day,")


def way_in(account: Account) -> Link:
    """What the account presses in a mail: its own link while it has no password, else where its
    work is."""
    if account.has_usable_password():
        place = next(iter(workplaces.of(account)), "home")
        return Link(_("Open the page"), mails.link(reverse(place)))
    address = reverse("invitation", args=[_uid(account), _token(account)])
    return Link(_("Choose a password and begin"), mails.link(address), is_secret=True)


def way_back_in(account: Account) -> Link:
    """What whoever forgot his password presses; its own link while the account has none yet."""
    if not account.has_usable_password():
        return way_in(account)
    key = app_settings.PASSWORD_RESET_TOKEN_GENERATOR().make_token(account)
    address = reverse("account_reset_password_from_key", args=[user_pk_to_url_str(account), key])
    return Link(_("Choose a new password"), mails.link(address), is_secret=True)


def notes(account: Account) -> list[str]:
    """What a mail says below that link."""
    if account.has_usable_password():
        return [_("You already have an account: log in with this mail address as before.")]
    return [
        _("The link is for you alone. It can be used once, within 7 days."),
        _("If you do not know why you received this mail, you need not do anything."),
    ]


def named(uid: str, token: str) -> Account:
    """Whom the link was sent to, while it is good. Raises LinkNotValid."""
    account = _account(uid)
    if account is None or not _is_good(account, token):
        raise LinkNotValid
    return account


@transaction.atomic
def accept(uid: str, token: str, choice: Choice) -> Account:
    """Let the invited begin, once. Raises LinkNotValid."""
    Account.objects.select_for_update().get(pk=named(uid, token).pk)
    account = named(uid, token)  # as it is now that nobody else can be quicker
    account.name, account.language = choice.name, choice.language
    account.set_password(choice.password)
    account.save(update_fields=["name", "language", "password"])
    return account


def renew(uid: str) -> None:
    """Have a fresh link sent to whom the old one was sent to: once an hour, and nothing else tells
    whether there is anybody."""
    account = _account(uid)
    if account is None or not account.is_active or not access.kinds_of(account):
        return
    hour = int(timezone.now().timestamp() / RENEWED_EVERY.total_seconds())
    mails.queue(
        Letter(
            kind="fresh_link",
            recipient=account.email,
            language=account.language,
            facts={"account": account.pk},
            key=f"fresh_link:{account.pk}:{hour}",
        )
    )


def _known(email: str) -> Account | None:
    return Account.objects.filter(email__iexact=email).first()


def _made(email: str, *, name: str, language: str) -> Account:
    try:
        with transaction.atomic():
            return Account.objects.create_user(email, name=name, language=language)
    except IntegrityError:  # somebody has just invited the same person
        return Account.objects.get(email__iexact=email)


def _uid(account: Account) -> str:
    return urlsafe_base64_encode(force_bytes(account.pk))


def _account(uid: str) -> Account | None:
    try:
        return Account.objects.filter(pk=int(force_str(urlsafe_base64_decode(uid)))).first()
    except (ValueError, OverflowError):
        return None


def _token(account: Account) -> str:
    return _signer(account).sign("").removeprefix(":")


def _is_good(account: Account, token: str) -> bool:
    if account.has_usable_password() or not account.is_active:
        return False
    try:
        _signer(account).unsign(f":{token}", max_age=VALID_FOR)
    except BadSignature:
        return False
    return bool(access.kinds_of(account))


def _signer(account: Account) -> TimestampSigner:
    """Signs for this account as it is: another address or a password, and the link is void."""
    return TimestampSigner(salt=f"invitation:{account.pk}:{account.email}:{account.password}")
