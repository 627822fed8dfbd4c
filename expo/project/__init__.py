"""The shell of the house: settings, addresses, workers, engines. Imported by nobody."""
