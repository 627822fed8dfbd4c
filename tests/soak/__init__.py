"""Hours of a busy fair in minutes: under load nothing else breaks, and too much load is refused.

`make soak` runs it for SECONDS at RATE scans a second, the real server, worker and beat around it;
test_soak.py runs a short form in CI. Correctness is strict in both; goals of time are only told.
"""
