"""Strict by default (`base`), relaxed at home (`development`), checked elsewhere (`production`)."""
