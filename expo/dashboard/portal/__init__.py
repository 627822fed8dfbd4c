"""Rooms of the portal that join booths and visitors: staff passes, and an exhibitor's figures."""
