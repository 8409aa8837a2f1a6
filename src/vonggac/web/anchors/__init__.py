"""Who outside holds the ledger: its witnesses, time-stamps, and the check of a printed line."""
