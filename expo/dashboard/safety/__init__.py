"""The safety desk: how full every place is, how sure that is, and every warning there was."""
