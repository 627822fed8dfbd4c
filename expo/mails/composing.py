"""What a mail says: written once, as plain text and as HTML, in the recipient's language."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from urllib.parse import urljoin

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from expo.models import Mail


class NotNeeded(Exception):
    """The reason for the mail is gone: it is not sent."""


@dataclass(frozen=True, slots=True)
class Link:
    """What to press. A secret address opens something for whoever has it."""

    label: str
    address: str
    is_secret: bool = False


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that goes along. Its content is made when the mail is sent, and for nobody else."""

    name: str
    type: str
    content: Callable[[], bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A mail in words: paragraphs of plain text, what to press, and what stands below that.

    `links` are further ones, smaller. `headers` go beside those that every mail has."""

    subject: str
    paragraphs: Sequence[str]
    link: Link | None = None
    links: Sequence[Link] = ()
    notes: Sequence[str] = ()
    attachments: Sequence[Attachment] = ()
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Composed:
    subject: str
    text: str
    html: str
    attachments: Sequence[Attachment] = ()
    headers: Mapping[str, str] = field(default_factory=dict)


Composer = Callable[[Mail], Said]

_composers: dict[str, Composer] = {}


def composer(kind: str) -> Callable[[Composer], Composer]:
    """Registers who composes mails of that kind; stands in the `letters` module of an app.

    A composer raises NotNeeded where nobody should get the mail any more."""

    def register(compose: Composer) -> Composer:
        _composers[kind] = compose
        return compose

    return register


def composed(mail: Mail) -> Composed:
    """The mail as it is sent. Raises NotNeeded."""
    with _in_its_place(mail):
        return _rendered(mail, _composers[mail.kind](mail))


def shown(mail: Mail) -> Composed:
    """The mail as anybody may see it who may see the row: nothing in it opens anything.

    Raises NotNeeded, also where the row was erased."""
    if mail.erased_at is not None:
        raise NotNeeded
    with _in_its_place(mail):
        said = _composers[mail.kind](mail)
        hidden = replace(
            said,
            link=said.link and _hidden(said.link),
            links=[_hidden(link) for link in said.links],
        )
        return _rendered(mail, hidden)


def link(path: str) -> str:
    """The whole address of a path of this installation."""
    return urljoin(settings.SITE_URL, path)


def _hidden(link: Link) -> Link:
    if not link.is_secret:
        return link
    return replace(link, address=_("(the link is only in the mail)"))


def _rendered(mail: Mail, said: Said) -> Composed:
    context = {
        "said": said,
        "edition": mail.edition,
        "language": mail.language,
        "site": settings.SITE_URL,
    }
    return Composed(
        subject=" ".join(said.subject.split())[:200],
        text=render_to_string("mails/mail.txt", context).strip() + "\n",
        html=render_to_string("mails/mail.html", context),
        attachments=said.attachments,
        headers=said.headers,
    )


@contextmanager
def _in_its_place(mail: Mail) -> Iterator[None]:
    """Speaking the language of the mail, by the clock of its fair."""
    tz = mail.edition.tz if mail.edition else timezone.get_default_timezone()
    with translation.override(mail.language), timezone.override(tz):
        yield
