"""The torture of the counting: figures stay exact whatever is killed, delayed, doubled or undone.

`ground` is the fair, `acts` what happens at it, by the `wills` of `writers`, processes that keep in
`ledgers` what they were told was committed. A `house` has all processes; the `victims` among them
are killed meanwhile, by `torments`. At the end `judgement` compares the rollups with all of it.
`test_torture` puts it together.
"""
