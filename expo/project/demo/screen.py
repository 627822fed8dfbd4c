"""What somebody sees who has typed `make demo`: where to look, and as whom."""

from collections.abc import Iterable

from expo.project.demo.accounts import ACCOUNTS, PASSWORD

PAGES = (
    ("Home", "/"),
    ("Dashboard", "/dashboard/"),
    ("Desk", "/desk/"),
    ("Gate", "/gate/"),
    ("Admin", "/admin/"),
    ("API", "/api/v1/docs/"),
)


def welcome(site: str, *, enrolment_code: str | None = None) -> str:
    """The addresses, one log-in per role, and the link that makes a browser a gate's scanner."""
    scanner = []
    if enrolment_code:
        link = f"{site}/gate/#code={enrolment_code}"
        scanner = [*_columns([("Scanner of E1, opened once:", link)]), ""]
    pages = [(name, site + path) for name, path in PAGES]
    log_ins = [(demo.role.value, demo.email, PASSWORD, site + demo.page) for demo in ACCOUNTS]
    runs = ["", "The expo runs. Ctrl-C stops it.", ""]
    return "\n".join([*runs, *_columns(pages), "", *_columns(log_ins), "", *scanner])


def _columns(rows: Iterable[tuple[str, ...]]) -> list[str]:
    """The rows as lines with aligned columns."""
    listed = list(rows)
    widths = [max(map(len, column)) for column in zip(*listed, strict=True)]
    return [
        "  "
        + "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in listed
    ]
