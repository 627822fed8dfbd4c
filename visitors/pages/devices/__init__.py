"""The devices page: who runs the doors sees how every scanner and kiosk is, and enrols new ones."""
