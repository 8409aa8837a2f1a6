"""Backups of what cannot be made again (khoản 1 Điều 4): made while everything runs, sealed for a key that is not on
this machine, read back before they get their name; and restoring one. Footage is not in them (docs/decisions/0032).
"""
