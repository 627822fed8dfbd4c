"""Charts of the figures: what each shows, its summary in words, and its files.

`drawn` gives a chart to a page, a file or a PDF in the reader's words and our fonts."""
