"""Pages of holds: what must not go, why, and who released it."""
