"""Instants, ranges, ids, streams, authority, the data folder: the words every room shares.

Standard library only; imports nothing of the product. A word belongs here when two rooms that may not know each other
must mean the same thing by it.
"""
