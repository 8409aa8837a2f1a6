"""Bad input and faults: a real recorder, real cameras that misbehave, and the account that is left (issue 2)."""
