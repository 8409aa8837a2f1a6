"""How a phone or a PC comes to trust the school's pages."""
