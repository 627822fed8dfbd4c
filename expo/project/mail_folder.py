"""Mails as files, for the demo and one's own machine: nothing leaves the house."""

from collections.abc import Sequence
from pathlib import Path

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone


class MailFolder(BaseEmailBackend):
    """Writes each mail to `MAIL_FOLDER`, as a file that any mail program opens."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        folder = Path(settings.MAIL_FOLDER)
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        for message in email_messages:
            self._write(folder, message)
        return len(email_messages)

    def _write(self, folder: Path, message: EmailMessage) -> None:
        document = message.message()
        name = str(document["Message-ID"]).strip("<>").partition("@")[0]
        path = folder / f"{timezone.localtime():%Y%m%d-%H%M%S}-{name}.eml"
        path.touch(mode=0o600)
        path.write_bytes(document.as_bytes())
