"""Pages of cases (VV): list, dossier, steps, and the button over a live picture."""
