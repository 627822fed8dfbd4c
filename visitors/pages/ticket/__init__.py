"""The ticket page, and everything that hangs on its secret link."""
