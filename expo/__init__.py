"""The fair itself: edition, halls, programme, roles, and the screens that join the apps."""
