"""Pages of the closing of books and of the school year's turn."""
