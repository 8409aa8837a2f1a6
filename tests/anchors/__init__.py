"""Outside anchors of the ledger (I8, FORMATS §7)."""
