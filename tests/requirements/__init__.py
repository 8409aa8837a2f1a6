"""Clause → page → form → test: ``python -m tests.requirements`` writes docs/clauses.md."""
