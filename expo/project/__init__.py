"""The shell of the house: settings, addresses, workers, engines. May import all, imported by none."""
