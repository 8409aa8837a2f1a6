"""Pages of forms: blank papers for everybody, the school's own templates by two persons."""
