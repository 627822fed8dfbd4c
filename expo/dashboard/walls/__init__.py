"""The wall: the state of the fair on a television, for whoever holds a screen's link.

`documents` restrict the live board to what hangs on a wall, `pages` show it, `links` make and
revoke the links."""
