"""The rows behind a number: the scans that it counts, under pseudonyms, as the count itself reads
them."""

from visitors.behind.asking import FIGURES, Asked
from visitors.behind.rows import Behind, Evidence, Key, behind, every_row

__all__ = ["FIGURES", "Asked", "Behind", "Evidence", "Key", "behind", "every_row"]
