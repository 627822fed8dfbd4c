"""History of rows that come by the ten thousand: kept when they change, not when they are made."""

import pghistory


def before_each_change() -> tuple[pghistory.Tracker, ...]:
    """Trackers that keep the row as it was before; each model needs its own."""
    return (
        pghistory.UpdateEvent("changed", row=pghistory.Old),
        pghistory.DeleteEvent("removed"),
    )
