"""Pages of personal-data breaches (LM): list, file with its steps, the notice, the named leader."""
