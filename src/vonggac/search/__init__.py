"""Full-text search over all books: an index beside the rows, filled by the clerk, asked within what one may read."""
