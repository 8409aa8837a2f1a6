"""Finding and seeing stored footage: search, the player, the Board's own demand."""
