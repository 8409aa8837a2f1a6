"""The API for other programs: /api/v1, JSON, tokens with scopes; no footage, no picture, no name of a person."""
