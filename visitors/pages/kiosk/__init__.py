"""The kiosk: what a visitor prints a badge with, alone. A device, never an account."""
