"""Spaces, exhibitors, who stands where, what they show, and whether it runs."""
