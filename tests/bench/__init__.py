"""What the goals of the design are measured by: `make bench`. Never part of the tests."""
