"""What mails to visitors say: one module for each reason to write to them, imported below."""

from visitors.letters import approvals, mailings, own_data, reservations, tickets

__all__ = ["approvals", "mailings", "own_data", "reservations", "tickets"]
