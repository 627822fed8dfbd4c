"""What all pages share: the frame around them, and the pages that say what went wrong."""
