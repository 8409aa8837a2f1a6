"""The dashboard, one for each role."""
