"""Open data of an edition: tables for everybody, with what their columns mean, as one folder.

`datasets` says which tables and columns, `people` which of their numbers count people and how they
sum up, `suppression` which of these stay unsaid, `folders` writes the files."""
