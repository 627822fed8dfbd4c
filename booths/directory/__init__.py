"""The directory as the public reads it: everybody who takes part, and one body at a time.

`passages` are texts in the reader's language, `bodies` what stands on one body's page, `rows` what
stands in the list of all, `criteria` what a reader of the list asks for."""
