"""Pages of suggestions on the regulation (Điều 7)."""
