"""Mails leave the house once, whatever the mail server does, and nobody is told a secret."""

import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from email import message_from_bytes

import pytest
from django.db import connection, transaction
from django.utils import timezone
from kombu.exceptions import OperationalError

from expo import mails, tasks
from expo.mails import Attachment, Letter, Link, Said, composing, erasing, sending
from expo.mails.faults import Fault, fault_of
from expo.mails.queueing import MailErased, StillWaiting
from expo.models import Mail, MailState
from tests import factories
from tests.postbox import no_mail_server, postbox, texts

__all__ = ["no_mail_server", "postbox"]

pytestmark = pytest.mark.django_db

SECRET = "https://fair.example/open/s3cret/"


@pytest.fixture(autouse=True)
def _a_kind_of_mail(monkeypatch):
    monkeypatch.setitem(composing._composers, "test", compose)


def compose(mail):
    if mail.facts.get("is_over"):
        raise mails.NotNeeded
    if mail.facts.get("is_broken"):
        raise KeyError("word")
    return Said(
        subject=f"{mail.facts.get('subject', '안녕하세요')}",
        paragraphs=["<b>한빛</b> & 새벽", "둘째 문단"],
        link=Link("열기", SECRET, is_secret=True),
        links=[Link("다른 것", f"{SECRET}2", is_secret=True)],
        attachments=[Attachment("표.txt", "text/plain", "표".encode)],
        headers={"List-Unsubscribe": "<https://fair.example/end/>"},
    )


def letter(recipient="kim@body.example", **fields):
    return mails.queue(Letter(kind="test", recipient=recipient, **fields))


def reread(mail):
    mail.refresh_from_db()
    return mail


def make_due(mail):
    Mail.objects.filter(pk=mail.pk).update(due_at=timezone.now())


def test_a_mail_is_handed_over_as_text_and_as_html(postbox):
    sent = letter()

    assert mails.send_due() == 1

    text, html = texts(postbox.mails[0])
    assert "<b>한빛</b> & 새벽" in text
    assert "&lt;b&gt;한빛&lt;/b&gt; &amp; 새벽" in html
    assert SECRET in text
    assert SECRET in html
    assert reread(sent).state == MailState.SENT
    assert sent.sent_at is not None
    assert sent.subject == "안녕하세요"


def test_the_worker_sends_what_is_due(postbox):
    letter()

    tasks.send_mails()

    assert len(postbox.mails) == 1


def test_a_hint_without_a_broker_is_no_error(monkeypatch):
    def no_broker(**_options):
        raise OperationalError

    monkeypatch.setattr(tasks.send_mails, "apply_async", no_broker)

    tasks.hurry_mails()


def test_at_home_mails_are_files_that_only_their_owner_reads(settings, tmp_path):
    settings.EMAIL_BACKEND = "expo.project.mail_folder.MailFolder"
    settings.MAIL_FOLDER = tmp_path / "mails"
    mail = letter()

    assert mails.send_due() == 1

    (file,) = settings.MAIL_FOLDER.iterdir()
    assert file.name.endswith(f"{mail.uuid}.eml")
    assert file.stat().st_mode & 0o777 == 0o600
    assert message_from_bytes(file.read_bytes())["To"] == "kim@body.example"


def test_a_mail_says_who_sends_it_to_whom_and_in_which_language(postbox):
    sent = letter(language="en")

    mails.send_due()

    head = postbox.mails[0]
    assert head["To"] == "kim@body.example"
    assert head["From"] == "expo@fair.example"
    assert head["Message-ID"] == f"<{sent.uuid}@fair.example>"
    assert head["Content-Language"] == "en"
    assert head["Auto-Submitted"] == "auto-generated"


def test_a_mail_brings_its_files_and_its_own_headers(postbox):
    letter()
    mails.send_due()

    (mail,) = postbox.mails
    (file,) = mail.iter_attachments()
    assert file.get_filename() == "표.txt"
    assert file.get_content().strip() == "표"
    assert mail["List-Unsubscribe"] == "<https://fair.example/end/>"


def test_a_mail_says_whose_data_it_holds():
    assert letter(about="person:12").about == "person:12"


def test_further_links_stand_in_both_versions(postbox):
    letter()
    mails.send_due()

    for text in texts(postbox.mails[0]):
        assert f"{SECRET}2" in text


def test_a_mail_loads_nothing_from_anywhere(postbox):
    letter()
    mails.send_due()

    html = texts(postbox.mails[0])[1]

    assert not any(word in html for word in ("<img", "src=", "url(", "<script", "@import"))


def test_a_mail_that_was_sent_is_not_sent_again(postbox):
    letter()

    assert [mails.send_due(), mails.send_due()] == [1, 0]
    assert len(postbox.mails) == 1


def test_a_letter_with_a_key_is_queued_once(postbox):
    assert letter(key="ticket:7").pk == letter(key="ticket:7").pk

    assert mails.send_due() == 1


def test_a_mail_that_was_rolled_back_was_never_asked_for(postbox):
    with transaction.atomic():
        letter()
        transaction.set_rollback(True)

    assert mails.send_due() == 0


def test_a_mail_for_later_waits(postbox):
    letter(due_at=timezone.now() + timedelta(hours=1))

    assert mails.send_due() == 0


def test_what_a_subject_must_not_hold_becomes_a_space(postbox):
    letter(facts={"subject": "하나\r\nBcc: spy@example.org"})
    mails.send_due()

    assert postbox.mails[0]["Subject"] == "하나 Bcc: spy@example.org"
    assert postbox.mails[0]["Bcc"] is None


def test_a_refused_address_is_given_up_at_once_with_the_servers_words(postbox):
    postbox.refusals["gone@body.example"] = "550 5.1.1 No such user"
    gone, other = letter("gone@body.example"), letter()

    assert mails.send_due() == 1

    assert reread(gone).state == MailState.FAILED
    assert "550 5.1.1 No such user" in mails.told(gone)
    assert reread(other).state == MailState.SENT


def test_a_mail_whose_content_is_refused_is_given_up(postbox):
    postbox.answers = ["554 5.7.1 looks like spam"]
    spam = letter()

    mails.send_due()

    assert reread(spam).state == MailState.FAILED
    assert fault_of(spam) is Fault.REFUSED


def test_a_server_that_asks_to_try_later_is_asked_later(postbox):
    postbox.answers = ["451 4.3.0 try again"]
    mail = letter()

    mails.send_due()

    assert reread(mail).state == MailState.WAITING
    assert fault_of(mail) is Fault.DEFERRED
    assert timedelta(seconds=50) < mail.due_at - timezone.now() <= timedelta(minutes=1)
    make_due(mail)
    assert mails.send_due() == 1
    assert reread(mail).error == ""


def test_pauses_grow_and_end_after_a_day(postbox):
    mail = letter()
    postbox.refusals[mail.recipient] = "450 greylisted"
    pauses = []
    while reread(mail).state == MailState.WAITING:
        make_due(mail)
        mails.send_due()
        pauses.append(round((reread(mail).due_at - timezone.now()).total_seconds() / 60))

    assert pauses[:6] == [1, 2, 5, 15, 60, 60]
    assert timedelta(hours=22) < timedelta(minutes=sum(pauses)) < timedelta(hours=26)
    assert mail.state == MailState.FAILED
    assert mail.attempts == len(pauses)


def test_without_a_mail_server_nothing_is_lost_and_the_others_are_spared(no_mail_server):
    first, second = letter(), letter()

    assert mails.send_due() == 0

    assert fault_of(reread(first)) is Fault.UNREACHABLE
    assert (first.state, first.attempts) == (MailState.WAITING, 1)
    assert (reread(second).state, second.attempts) == (MailState.WAITING, 0)
    assert second.due_at > timezone.now()


def test_a_server_that_hangs_up_in_the_middle_may_have_taken_it(postbox):
    postbox.answers = [None]
    mail = letter()

    mails.send_due()

    assert fault_of(reread(mail)) is Fault.BROKEN
    make_due(mail)
    mails.send_due()
    assert reread(mail).state == MailState.SENT
    assert fault_of(mail) is Fault.PERHAPS_TWICE


def test_a_worker_that_dies_after_handing_over_sends_the_same_message_again(postbox, monkeypatch):
    mail = letter()
    with monkeypatch.context() as dying:
        dying.setattr(sending, "_keep", die)
        with pytest.raises(KeyboardInterrupt):
            mails.send_due()

    assert fault_of(reread(mail)) is Fault.BEGUN
    assert mails.send_due() == 0  # nobody else takes it before its time is over
    make_due(mail)
    assert mails.send_due() == 1

    assert len({mail["Message-ID"] for mail in postbox.mails}) == 1
    assert len(postbox.mails) == 2
    assert fault_of(reread(mail)) is Fault.PERHAPS_TWICE


WORKER = """
import django
django.setup()
from django.conf import settings
settings.EMAIL_BACKEND, settings.EMAIL_PORT = "{backend}", {port}
settings.EMAIL_HOST = "127.0.0.1"
settings.DATABASES["default"]["NAME"] = "{database}"
from expo import mails
print("ready", flush=True)
mails.send_due()
"""


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_at_the_servers_word_leaves_nothing_untold(postbox, settings):
    """Killed for good, by the mail server itself, as soon as that has the mail."""
    mail = mails.queue(
        Letter(
            kind="mailing_test",
            recipient="kim@body.example",
            facts={"subject": "안내", "text": "글"},
        )
    )
    code = WORKER.format(
        backend=settings.EMAIL_BACKEND,
        port=settings.EMAIL_PORT,
        database=connection.settings_dict["NAME"],
    )
    worker = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.DEVNULL)
    postbox.on_mail = worker.kill

    assert worker.wait(60) == -signal.SIGKILL

    assert fault_of(reread(mail)) is Fault.BEGUN
    postbox.on_mail = None
    make_due(mail)
    assert mails.send_due() == 1  # its lock died with it
    assert len({sent["Message-ID"] for sent in postbox.mails}) == 1
    assert fault_of(reread(mail)) is Fault.PERHAPS_TWICE


def die(*_args):
    raise KeyboardInterrupt


def test_the_doubt_outlives_an_attempt_that_came_to_nothing(postbox):
    mail = letter()
    postbox.answers = [None, "451 later"]
    for _ in range(3):
        make_due(mail)
        mails.send_due()

    assert reread(mail).state == MailState.SENT
    assert fault_of(mail) is Fault.PERHAPS_TWICE


def test_a_mail_that_cannot_be_composed_holds_up_no_other(postbox):
    broken, whole = letter(facts={"is_broken": True}), letter()

    assert mails.send_due() == 1

    assert fault_of(reread(broken)) is Fault.DEFECT
    assert reread(whole).state == MailState.SENT


def test_a_mail_whose_reason_is_gone_is_not_sent(postbox):
    mail = letter(facts={"is_over": True})

    assert mails.send_due() == 0

    assert reread(mail).state == MailState.FAILED
    assert fault_of(mail) is Fault.NOT_NEEDED


def test_a_mail_that_was_given_up_is_sent_again_when_somebody_asks(postbox):
    mail = letter("gone@body.example")
    postbox.refusals["gone@body.example"] = "550 No such user"
    mails.send_due()
    postbox.refusals.clear()

    mails.send_again(mail)

    assert mails.send_due() == 1
    assert reread(mail).state == MailState.SENT


def test_a_mail_that_waits_is_not_asked_for_again():
    with pytest.raises(StillWaiting):
        mails.send_again(letter())


def test_an_erased_mail_is_nobodys_is_not_sent_and_not_sent_again(postbox):
    waiting, sent = letter(facts={"subject": "인사"}), letter()
    mails.send_due()
    Mail.objects.filter(pk=waiting.pk).update(state=MailState.WAITING, sent_at=None)

    assert mails.erase(Mail.objects.all()) == 2
    assert mails.erase(Mail.objects.all()) == 0

    assert mails.send_due() == 0
    assert [reread(row).state for row in (waiting, sent)] == [MailState.FAILED, MailState.SENT]
    assert set(Mail.objects.values_list("recipient", "subject", "error")) == {("", "", "")}
    assert waiting.facts == {}
    with pytest.raises(MailErased):
        mails.send_again(sent)
    with pytest.raises(mails.NotNeeded):
        mails.shown(sent)


def test_a_mail_of_a_kind_to_forget_leaves_no_address_once_it_is_sent(postbox, monkeypatch):
    monkeypatch.setattr(erasing, "_forgotten", {"test"})
    sent, refused = letter(), letter(facts={"is_over": True})

    assert mails.send_due() == 1

    assert postbox.mails
    assert (reread(sent).state, sent.recipient) == (MailState.SENT, "")
    assert (reread(refused).state, refused.recipient) == (MailState.FAILED, "")


def test_whoever_looks_at_a_mail_is_not_shown_what_opens_something():
    mail = letter(language="en", edition=factories.EditionFactory())

    said = mails.shown(mail)

    assert "한빛" in said.text
    assert SECRET not in said.text + said.html
    assert "only in the mail" in said.text


@pytest.mark.django_db(transaction=True)
def test_several_workers_send_every_mail_once(postbox):
    for number in range(20):
        letter(f"person-{number}@body.example")

    with ThreadPoolExecutor(4) as workers:
        taken = list(workers.map(lambda _: send_and_hang_up(), range(4)))

    assert sum(taken) == len(postbox.mails) == 20
    assert len({mail["To"] for mail in postbox.mails}) == 20


def send_and_hang_up():
    try:
        return mails.send_due()
    finally:
        connection.close()


def test_a_mail_that_is_erased_while_it_is_handed_over_stays_empty(postbox, monkeypatch):
    sent = letter()
    compose_first = sending.composed

    def erase_meanwhile(mail):
        said = compose_first(mail)
        mails.erase(Mail.objects.filter(pk=mail.pk))
        return said

    monkeypatch.setattr(sending, "composed", erase_meanwhile)

    assert mails.send_due() == 1

    assert reread(sent).state == MailState.SENT
    assert (sent.recipient, sent.subject, sent.facts) == ("", "", {})


def test_the_file_of_an_erased_mail_is_destroyed_and_no_other(settings, tmp_path):
    settings.EMAIL_BACKEND = "expo.project.mail_folder.MailFolder"
    settings.MAIL_FOLDER = tmp_path / "mails"
    gone, kept = letter(), letter()
    mails.send_due()

    mails.erase(Mail.objects.filter(pk=gone.pk))

    (file,) = settings.MAIL_FOLDER.iterdir()
    assert str(kept.uuid) in file.name


# Written to many


def test_what_was_written_to_one_goes_before_what_was_written_to_many(postbox):
    mailing = factories.MailingFactory()
    many = [Letter(kind="test", recipient=f"{n}@body.example", mailing=mailing) for n in range(3)]
    mails.queue_all(many, a_second=20)
    letter("ticket@body.example")

    mails.send_due(at_most=1)

    assert [mail["To"] for mail in postbox.mails] == ["ticket@body.example"]


def test_a_mailing_leaves_the_house_at_a_pace():
    mailing = factories.MailingFactory()
    many = [Letter(kind="test", recipient=f"{n}@body.example", mailing=mailing) for n in range(45)]
    mails.queue_all(many, a_second=20)
    due = list(mailing.mails.order_by("pk").values_list("due_at", flat=True))
    assert [(at - due[0]).seconds for at in due[::20]] == [0, 1, 2]


def test_what_still_waits_is_called_back_and_what_was_sent_stays_sent(postbox):
    sent, waits = letter("first@body.example"), letter("second@body.example")
    mails.send_due(at_most=1)

    assert mails.call_back(Mail.objects.all()) == 1
    assert mails.send_due() == 0

    assert (reread(sent).state, reread(waits).state) == (MailState.SENT, MailState.FAILED)
    assert fault_of(waits) is Fault.CALLED_BACK
    assert not Mail.objects.filter(mails.GIVEN_UP).exists()


def test_a_mail_that_is_being_handed_over_cannot_be_called_back():
    mail = letter()
    Mail.objects.filter(pk=mail.pk).update(error=Fault.BEGUN.value)
    assert mails.call_back(Mail.objects.all()) == 0
    assert reread(mail).state == MailState.WAITING


# Somebody waits for it, and it does not arrive


def test_an_address_that_is_refused_for_good_is_known_until_another_mail_gets_through(postbox):
    postbox.refusals["kim@body.example"] = "550 No such user"
    letter(about="person:7")
    assert mails.undelivered("person:7", "kim@body.example") is None
    mails.send_due()

    assert mails.undelivered("person:7", "KIM@body.example") == Mail.objects.get()
    assert mails.undelivered("person:7", "corrected@body.example") is None
    assert mails.undelivered("person:8", "kim@body.example") is None

    postbox.refusals.clear()
    letter(about="person:7")
    mails.send_due()
    assert mails.undelivered("person:7", "kim@body.example") is None


def test_a_mail_server_that_is_away_says_nothing_about_an_address(no_mail_server):
    letter(about="person:7")
    mails.send_due()
    assert mails.undelivered("person:7", "kim@body.example") is None
