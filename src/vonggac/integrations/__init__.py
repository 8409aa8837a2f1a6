"""Tokens of other programs: scopes, owner, expiry. They read words and numbers and never view (ACCESS §5.11)."""
