"""Pages below a ticket's link that join visitors and booths."""
