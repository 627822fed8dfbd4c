"""Why a mail was not sent: a code that stays, and beside it what the mail server said."""

import smtplib
from typing import NamedTuple

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from expo.models import Mail


class Fault(TextChoices):
    BEGUN = "begun", _("Being handed over; how it ended is not known yet")
    UNREACHABLE = "unreachable", _("The mail server cannot be reached, or takes no mail from us")
    BROKEN = "broken", _("The connection broke while it was handed over: it may have arrived")
    DEFERRED = "deferred", _("The mail server asks to try later")
    REFUSED = "refused", _("The mail server refuses it for good")
    NOT_NEEDED = "not_needed", _("The reason for it is gone, so it was not sent")
    CALLED_BACK = "called_back", _("Called back before it was sent")
    DEFECT = "defect", _("It could not be composed; the log has the reason")
    PERHAPS_TWICE = "perhaps_twice", _("Sent, after an attempt of unknown end: perhaps twice")


OF_UNKNOWN_END = {Fault.BEGUN, Fault.BROKEN}
"""The mail server may have taken it. What follows has the same Message-ID, and says so."""

FINAL = {Fault.REFUSED, Fault.NOT_NEEDED, Fault.CALLED_BACK}


IN_DOUBT = "*"


class Failure(NamedTuple):
    """As a row keeps it: `deferred*: 451 try later`. In doubt (*) since an earlier attempt may have
    arrived already."""

    fault: Fault
    detail: str = ""
    is_in_doubt: bool = False

    def __str__(self) -> str:
        code = f"{self.fault.value}{IN_DOUBT if self.is_in_doubt else ''}"
        return f"{code}: {self.detail}"[:300] if self.detail else code


def of(error: Exception) -> Failure:
    """What an error while a mail was handed over means for it."""
    match error:
        case smtplib.SMTPRecipientsRefused():
            code, words = next(iter(error.recipients.values()))
            return _answered(code, words)
        case smtplib.SMTPDataError():
            return _answered(error.smtp_code, error.smtp_error)
        case smtplib.SMTPNotSupportedError() | ValueError():
            return Failure(Fault.REFUSED, str(error))
        case smtplib.SMTPSenderRefused():  # about us, not about this mail
            return Failure(Fault.UNREACHABLE, _words(error.smtp_code, error.smtp_error))
        case OSError():
            return Failure(Fault.BROKEN, str(error))
    return Failure(Fault.DEFECT, type(error).__name__)


def fault_of(mail: Mail) -> Fault | None:
    code = _code(mail).rstrip(IN_DOUBT)
    return Fault(code) if code in Fault.values else None


def is_in_doubt(mail: Mail) -> bool:
    """Whether an attempt before the one that the row tells of may have arrived."""
    return _code(mail).endswith(IN_DOUBT)


def may_have_arrived(mail: Mail) -> bool:
    return is_in_doubt(mail) or fault_of(mail) in OF_UNKNOWN_END


def told(mail: Mail) -> str:
    """The last error in the reader's words, with those of the server; "" without one."""
    fault, detail = fault_of(mail), mail.error.partition(": ")[2]
    words = str(fault.label) if fault else ""
    return f"{words} ({detail})" if detail else words


def _code(mail: Mail) -> str:
    return mail.error.partition(":")[0]


def _answered(code: int, words: bytes | str) -> Failure:
    return Failure(Fault.REFUSED if code >= 500 else Fault.DEFERRED, _words(code, words))


def _words(code: int, words: bytes | str) -> str:
    text = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
    return f"{code} {' '.join(text.split())}"
