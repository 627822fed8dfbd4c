"""How days and moments are written where nothing else is said: as they sort, in both languages."""
