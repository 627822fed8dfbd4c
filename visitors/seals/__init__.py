"""Seals: the scan log as a hash chain. New check-ins are linked to it, off the hot path."""

from visitors.seals.chaining import head, seal_new
from visitors.seals.findings import Finding, Kind, Report
from visitors.seals.reopening import RealClock, reopened
from visitors.seals.verifying import verify

__all__ = [
    "Finding",
    "Kind",
    "RealClock",
    "Report",
    "head",
    "reopened",
    "seal_new",
    "verify",
]
