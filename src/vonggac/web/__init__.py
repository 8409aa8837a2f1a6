"""Pages and media endpoints. Thin: a view asks ``access`` or a room's services, and translates."""
