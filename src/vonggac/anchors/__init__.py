"""Outside anchors of the ledger: witnesses that two people entered, what they cosigned, tokens, alarms (FORMATS §7)."""
