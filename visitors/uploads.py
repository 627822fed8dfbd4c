"""What a device sends in one call: a few scans, and what it says of itself."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from expo.errors import Refused
from visitors import reports, scans
from visitors.reports import Report
from visitors.scans import Fault, Scan

MOST_SCANS = 500


class NotAnUpload(Refused):
    code = "not_an_upload"
    message = _("The body is an object whose scans are a list.")


class BatchSize(Refused):
    code = "batch_size"
    message = _("An upload has 1 to 500 scans.")


@dataclass(frozen=True, slots=True)
class Upload:
    """`scans` has a Fault where one could not be read."""

    scans: list[Scan | Fault]
    report: Report

    @property
    def faults(self) -> list[Fault]:
        return [scan for scan in self.scans if isinstance(scan, Fault)]


def read(document: object) -> Upload:
    """Raise NotAnUpload, BatchSize or InvalidReport."""
    if not isinstance(document, Mapping) or not isinstance(document.get("scans"), list):
        raise NotAnUpload
    if not 1 <= len(document["scans"]) <= MOST_SCANS:
        raise BatchSize(scans=len(document["scans"]))
    return Upload([scans.read(scan) for scan in document["scans"]], reports.read(document))
