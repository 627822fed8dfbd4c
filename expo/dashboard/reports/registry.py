"""Who makes which kind of report."""

from expo.dashboard.open_data import making as open_data
from expo.dashboard.reports import final
from expo.dashboard.reports.makers import Maker
from expo.models import ReportKind

MAKERS: dict[str, Maker] = {
    ReportKind.FINAL: final.MAKER,
    ReportKind.OPEN_DATA: open_data.MAKER,
}
