"""The school's decisions and its regulation on the camera system, version by version (Điều 1, Điều 7).

One version is in force at a time; every other room cites its clauses, and staff read and acknowledge it.
"""
