"""The programme for everybody: by day and hall, a page for each session, and as a calendar."""
