"""Tables of figures: each column with its name and definition, the same on a page, in a file, and
in a report."""

from expo.dashboard.tables.shapes import Column, Kind, Table

__all__ = ["Column", "Kind", "Table"]
