"""The final report of an edition: everything that was counted, in one document.

`contents` puts its parts together, each from a module of its own; they ask the subjects that count,
and count nothing. Written as PDF and as a page from the same document."""

from expo.dashboard.reports.final.making import MAKER

__all__ = ["MAKER"]
