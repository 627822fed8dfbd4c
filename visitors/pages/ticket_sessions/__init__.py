"""Sessions below a ticket's link: choose, reserve, give back, and take them into a calendar."""
