"""Pages of duty: the usage book, the roster, opening and closing a shift."""
