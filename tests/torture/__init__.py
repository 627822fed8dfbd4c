"""The torture of the counting: figures stay exact whatever is killed, delayed, doubled or undone.

`ground` is the fair, `acts` what happens at it, `writers` the processes that make it happen, and
`ledgers` what they were told was committed. `victims` are killed meanwhile, by `torments`. At the
end `judgement` compares the rollups with all of it. `test_torture` puts it together.
"""
