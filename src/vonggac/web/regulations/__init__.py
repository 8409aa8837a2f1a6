"""Pages of the school's documents, its regulation, and the notices at the gate."""
