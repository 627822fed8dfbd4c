"""A mail server of the tests' own: a real conversation on the loopback, and every way it ends."""

from email import message_from_bytes, policy

import pytest
from aiosmtpd.controller import Controller

from tests import ports


class Postbox:
    """Keeps what it took in `mails`. `refusals` answer a recipient, `answers` one mail after the
    other; an answer of None hangs up in the middle of it. `on_mail` is called before the answer."""

    def __init__(self):
        self.mails, self.refusals, self.answers = [], {}, []
        self.on_mail = None

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802
        if address in self.refusals:
            return self.refusals[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        answer = self.answers.pop(0) if self.answers else "250 OK"
        if answer is None or answer.startswith("250"):
            self.mails.append(message_from_bytes(envelope.content, policy=policy.default))
        if self.on_mail:
            self.on_mail()
        if answer is None:
            server.transport.abort()
        return answer or "250 OK"

    def to(self, recipient):
        return [mail for mail in self.mails if mail["To"] == recipient]


def texts(mail):
    """The plain text and the HTML of a mail."""
    return (
        mail.get_body(("plain",)).get_content(),
        mail.get_body(("html",)).get_content(),
    )


@pytest.fixture
def postbox(settings):
    """A mail server that takes everything, and to which the house hands its mails."""
    box, port = Postbox(), ports.free_port()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = ports.HOST, port, 30
    controller = Controller(box, hostname=ports.HOST, port=port)
    controller.start()
    yield box
    controller.stop()


@pytest.fixture
def no_mail_server(settings):
    """An address where nobody listens."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = ports.HOST, ports.NOBODY, 30
