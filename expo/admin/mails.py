from typing import Any

from django.contrib import admin, messages
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy
from unfold.decorators import display

from expo import mails, tasks
from expo.admin.acts import act
from expo.admin.base import ExpoAdmin
from expo.admin.columns import instant, moment, moment_text
from expo.admin.filters import EditionFilter, state_filter
from expo.admin.inlines import FairInline
from expo.models import Mail, Mailing, MailState, SubjectKind

STATES = {
    "waiting": (MailState.WAITING.label, Q(state=MailState.WAITING)),
    "sent": (MailState.SENT.label, Q(state=MailState.SENT)),
    "given_up": (MailState.FAILED.label, mails.GIVEN_UP),
    "dropped": (_("Not needed any more, or called back"), mails.DROPPED),
}
COLOURS = {MailState.WAITING: "info", MailState.SENT: "success", MailState.FAILED: "danger"}


@admin.register(Mail)
class MailAdmin(ExpoAdmin):
    """Mails that wait, were sent or given up. Nobody writes one here, and no link in one opens
    anything here."""

    shows = SubjectKind.MAIL
    place = "admin.mail"
    is_added = False
    is_changed = False
    list_display = ["recipient", "about", "how_it_stands", "attempts", "sent", "last_error"]
    list_filter = [EditionFilter, state_filter(_("state"), "state", STATES)]
    list_select_related = ["mailing"]
    search_fields = ["recipient", "subject"]
    fields = [
        *("recipient", "language", "about", "said", "state", "attempts"),
        *("made", "next_attempt", "sent_exactly", "last_error"),
    ]
    readonly_fields = fields
    actions = ["send_chosen_again"]
    actions_detail = ["send_again"]

    sent = moment("sent_at", _("sent"))
    made = instant("made_at", _("made"))
    sent_exactly = instant("sent_at", _("sent"))

    @display(description=pgettext_lazy("mail", "due"), empty_value="–")
    def next_attempt(self, mail: Mail) -> str | None:
        return moment_text(mail.due_at) if mail.state == MailState.WAITING else None

    @display(description=_("subject"), ordering="subject", empty_value="–")
    def about(self, mail: Mail) -> str | None:
        return mail.subject or (str(mail.mailing) if mail.mailing else None)

    @display(description=_("what it says"))
    def said(self, mail: Mail) -> str:
        """As it reads now: a mail is composed when it is sent."""
        try:
            text = mails.shown(mail).text
        except (mails.NotNeeded, LookupError):
            text = str(mails.Fault.NOT_NEEDED.label)
        return format_html('<pre class="fair-letter">{}</pre>', text)

    @display(description=_("state"), ordering="state", label=COLOURS)
    def how_it_stands(self, mail: Mail) -> tuple[str, Any]:
        return mail.state, MailState(mail.state).label

    @display(description=_("last error"), empty_value="–")
    def last_error(self, mail: Mail) -> str | None:
        return mails.told(mail) or None

    @act(
        _("Send again"),
        _("The mail is handed to the mail server once more, to the same address."),
        icon="forward_to_inbox",
    )
    def send_again(self, request: HttpRequest, form: Any, mail: Mail) -> None:
        self.carry_out(request, [mail], mails.send_again, _("The mail is on its way."))
        tasks.hurry_mails()

    @admin.action(description=_("Send the chosen mails again"), permissions=["act"])
    def send_chosen_again(self, request: HttpRequest, queryset: QuerySet[Mail]) -> None:
        done = _("%(count)s mails are on their way.")
        self.carry_out(request, queryset.exclude(state=MailState.WAITING), mails.send_again, done)
        tasks.hurry_mails()


class Recipients(FairInline):
    """Who got it, and who did not and why, page by page."""

    model = Mail
    per_page = 50
    is_changed = False
    hide_title = True
    fields = ["to", "language", "how_it_stands", "sent_at", "last_error"]
    readonly_fields = fields
    ordering = ["state", "recipient"]
    verbose_name_plural = _("recipients")

    @display(description=_("recipient"))
    def to(self, mail: Mail) -> str:
        address = reverse("admin:expo_mail_change", args=[mail.pk])
        return format_html('<a class="fair-link" href="{}">{}</a>', address, mail.recipient)

    @display(description=_("state"))
    def how_it_stands(self, mail: Mail) -> Any:
        return MailState(mail.state).label

    @display(description=_("last error"), empty_value="–")
    def last_error(self, mail: Mail) -> str | None:
        return mails.told(mail) or None


@admin.register(Mailing)
class MailingAdmin(ExpoAdmin):
    """What was written to many: begun in a list of exhibitors, never changed. Its page names the
    recipients."""

    shows = SubjectKind.MAIL
    place = "admin.mail"
    listed = False
    is_added = False
    is_changed = False
    list_display = ["subject", "written", "written_by", "waiting", "sent", "given_up"]
    list_display_links = ["subject"]
    list_filter = [EditionFilter]
    list_select_related = ["written_by"]
    search_fields = ["subject_ko", "subject_en", "text_ko", "text_en"]
    fields = [
        *("edition", ("subject_ko", "subject_en"), ("text_ko", "text_en")),
        *(("written_by", "written"), ("waiting", "sent", "given_up")),
    ]
    readonly_fields = ["written", "waiting", "sent", "given_up"]
    inlines = [Recipients]
    actions_detail = ["call_back", "try_again"]

    written = moment("written_at", _("written"))

    def get_queryset(self, request: HttpRequest) -> QuerySet[Mailing]:
        counted = {
            f"{state}_count": Count("mails", filter=Q(mails__state=state))
            for state in MailState.values
        }
        return super().get_queryset(request).annotate(**counted)

    def get_actions_detail(self, request: HttpRequest, object_id: Any) -> list[Any]:
        """To call back what still waits, and to try again what was given up."""
        theirs = Mail.objects.filter(mailing=object_id)
        offered = {
            "call_back": theirs.waiting().exists(),
            "try_again": theirs.filter(mails.GIVEN_UP).exists(),
        }
        buttons = super().get_actions_detail(request, object_id)
        return [button for button in buttons if offered[button.path.replace("-", "_")]]

    @display(description=_("subject"), ordering="subject_ko")
    def subject(self, mailing: Mailing) -> str:
        return str(mailing.subject)

    @display(description=_("waiting"), ordering="waiting_count")
    def waiting(self, mailing: Any) -> int:
        return int(mailing.waiting_count)

    @display(description=_("sent so far"), ordering="sent_count")
    def sent(self, mailing: Any) -> int:
        return int(mailing.sent_count)

    @display(description=_("given up"), ordering="failed_count")
    def given_up(self, mailing: Any) -> int:
        return int(mailing.failed_count)

    @act(
        _("Call back what still waits"),
        _("Nobody gets it any more to whom it has not been sent yet."),
        icon="cancel_schedule_send",
    )
    def call_back(self, request: HttpRequest, form: Any, mailing: Mailing) -> None:
        count = mails.call_back(mailing.mails.all())
        words = ngettext(
            "%(count)s mail is called back.", "%(count)s mails are called back.", count
        )
        self.message_user(request, words % {"count": count}, messages.SUCCESS)

    @act(
        _("Try those given up again"),
        _("The mails that were given up are handed to the mail server once more."),
        icon="forward_to_inbox",
    )
    def try_again(self, request: HttpRequest, form: Any, mailing: Mailing) -> None:
        failed = mailing.mails.filter(mails.GIVEN_UP)
        self.carry_out(request, failed, mails.send_again, _("%(count)s mails are on their way."))
        tasks.hurry_mails()
