"""Pages of the door for people: the desk."""
