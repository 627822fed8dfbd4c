"""Registering by oneself: a start, four steps, and the ticket."""
