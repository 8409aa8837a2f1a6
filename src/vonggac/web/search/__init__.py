"""Pages of the search over all books."""
