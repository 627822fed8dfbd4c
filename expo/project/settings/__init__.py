"""Strict by default (`base`), relaxed for one's own machine (`development`), checked for others (`production`)."""
