"""The health page and its figures for other programs."""
