"""What is in a pack: the files, and the columns that a reader relies on."""

EDITION = "edition.json"
BADGES = "badges.csv"
SCANS = "scans.csv"
OTHER_SCANS = "other_scans.csv"
GATES = "gates.csv"
OBSERVATIONS = "observations.csv"
FIGURES = "figures.json"
EXHIBITORS = "exhibitors.csv"
SPACES = "spaces.csv"
DEVICES = "devices.csv"
ADJUSTMENTS = "adjustments.csv"
METHOD = "method.md"
MANIFEST = "MANIFEST.json"

NEEDED = (EDITION, BADGES, SCANS)
LISTED = (
    EDITION,
    BADGES,
    SCANS,
    OTHER_SCANS,
    GATES,
    OBSERVATIONS,
    FIGURES,
    EXHIBITORS,
    SPACES,
    DEVICES,
    ADJUSTMENTS,
    METHOD,
)
"""Every file of ours but the manifest, which lists them with their hashes."""

EDITION_KEYS = (
    "slug",
    "name",
    "timezone",
    "day_boundary",
    "reentry",
    "visitor_classes",
    "days",
    "as_of",
)
BADGE = ("badge", "person", "class")
SCAN = (
    "id",
    "badge",
    "gate",
    "direction",
    "scanned_at",
    "received_at",
    "outcome",
    "reason",
    "class",
    "heads",
    "voided",
    "device",
    "operator",
)
GATE = ("gate", "purpose", "area")
OBSERVATION = ("id", "hall", "observed_at", "count", "kind")

FAIR = "fair"
"""The area behind an entrance; a hall's is `hall:4B`, a desk has none."""
