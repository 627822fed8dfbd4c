"""People, tickets, the door, and the figures."""
