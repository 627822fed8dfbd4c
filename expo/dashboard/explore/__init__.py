"""Any figure taken apart in any way, narrowed down and compared; all of it in the address.

`subjects` are the ways to take figures apart, `choices` what an edition offers to choose from,
`asked` reads the address, `lines` asks for the numbers, `compared` puts two beside one another,
`sheets` and `drawings` show them, `rows_asked` and `rows_page` tell the scans behind a number."""
