"""Import and export: a table is sent, looked at, and applied; or the floor is taken away as one."""
