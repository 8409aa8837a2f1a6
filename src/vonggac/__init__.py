"""Vọng Gác: a camera recorder for schools, and the paperwork of the authority to look into it."""
