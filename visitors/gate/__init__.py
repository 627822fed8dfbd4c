"""The scanner's shell as the server hands it out: one page, its service worker, its manifest."""
