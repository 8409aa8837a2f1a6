"""The page of changes that the Board is to know of."""
