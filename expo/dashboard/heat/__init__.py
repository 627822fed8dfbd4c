"""The plan as a heat map: booth visits on the floor, by the hour, beside the same as a table.

`asked` reads the address, `hours` are those of a day, `counts` ask what was counted of each booth,
`stops` when it was suspended, `levels` sort numbers into five classes, `drawings` put all of it on
the shapes of the plan, `sectors` set public beside private, `sheets` are the tables."""
