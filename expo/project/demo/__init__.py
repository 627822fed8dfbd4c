"""`manage.py demo`: the reference expo on one machine, prepared, run and stopped by one process."""
