"""The fair itself: edition, halls, programme, people's roles, and the screens that join the apps."""
