"""The planned crowd let loose on a real edition: registered, ticketed, and scanned at every gate.

`runs` simulates days that are over, `player` plays one live, again and again. Both send the scans
of `visitors.crowd` through the same intake as any scanner: nothing here writes a check-in.
"""
