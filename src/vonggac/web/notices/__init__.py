"""The bell, the banner and the page of notices."""
