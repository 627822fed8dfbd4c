"""Telling a figure to the public, step by step, and seeing later how it would read today."""
