"""Pages and media endpoints."""
