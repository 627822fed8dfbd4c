"""What the privacy officer works with: what waits, the access log and its reviews, permissions."""
