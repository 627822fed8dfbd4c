"""The theme's colours for states of the floor. Beside each stands its word."""

from booths.models import Operation, Sector

SECTOR_COLOURS = {Sector.PUBLIC.value: "info", Sector.PRIVATE.value: "primary"}
OPERATION_COLOURS = {
    Operation.OPERATING.value: "success",
    Operation.DEGRADED.value: "warning",
    Operation.SUSPENDED.value: "danger",
}
