"""Where exhibitors help themselves."""
