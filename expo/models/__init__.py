"""The rows of the fair itself."""

from expo.models.account import Account
from expo.models.destruction import Destruction, DestructionCause
from expo.models.edition import DataLicence, Edition, Reentry, ShowDay
from expo.models.hall import Hall
from expo.models.incident import TIME_TO_TELL, Incident
from expo.models.look import Look, LookAct, LookReview, SubjectKind
from expo.models.mail import Mail, Mailing, MailState
from expo.models.report_run import ReportKind, ReportRun
from expo.models.role import Role, RoleKind
from expo.models.screen import Screen, ScreenTheme
from expo.models.session import Party, PartyRole, Session, SessionKind

__all__ = [
    "TIME_TO_TELL",
    "Account",
    "DataLicence",
    "Destruction",
    "DestructionCause",
    "Edition",
    "Hall",
    "Incident",
    "Look",
    "LookAct",
    "LookReview",
    "Mail",
    "MailState",
    "Mailing",
    "Party",
    "PartyRole",
    "Reentry",
    "ReportKind",
    "ReportRun",
    "Role",
    "RoleKind",
    "Screen",
    "ScreenTheme",
    "Session",
    "SessionKind",
    "ShowDay",
    "SubjectKind",
]
