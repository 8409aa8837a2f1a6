"""Persons, their accounts and positions, and their logins (a *session* here always means a login).

Persons are never removed and positions only end: what somebody was on a day in the past stays answerable.
"""
