"""What somebody sees who has typed `make demo`: where to look, and as whom."""

from collections.abc import Iterable

from expo.project.demo.accounts import ACCOUNTS, PASSWORD

PAGES = (
    ("Home", "/"),
    ("Dashboard", "/dashboard/"),
    ("Headcounts", "/desk/headcounts/"),
    ("Admin", "/admin/"),
    ("API", "/api/v1/docs/"),
)


def welcome(site: str) -> str:
    """The addresses and one log-in per role, ready to be printed."""
    pages = [(name, site + path) for name, path in PAGES]
    log_ins = [(demo.role.value, demo.email, PASSWORD, site + demo.page) for demo in ACCOUNTS]
    return "\n".join(
        ["", "The expo runs. Ctrl-C stops it.", "", *_columns(pages), "", *_columns(log_ins), ""]
    )


def _columns(rows: Iterable[tuple[str, ...]]) -> list[str]:
    """The rows as lines with aligned columns."""
    listed = list(rows)
    widths = [max(map(len, column)) for column in zip(*listed, strict=True)]
    return [
        "  "
        + "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in listed
    ]
