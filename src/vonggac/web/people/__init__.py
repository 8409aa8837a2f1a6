"""Pages of people: the door, the first run, colleagues, the own sign-in history."""
