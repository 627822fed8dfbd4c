"""The screens that join booths and visitors: home page and dashboard."""
