"""Seed files become rows: a folder of CSV anybody can read, loaded whole or not at all."""
