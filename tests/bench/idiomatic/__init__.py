"""The yardstick of the code: the same check-in as it is usually written with the framework.

A device's token, the ticket's signature, revocation, class, day and the re-entry rule; a row stored
and a presence moved. No idempotence, no news for the scanner, no chain, no batches.
"""
