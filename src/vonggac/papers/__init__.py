"""Scans of signed papers, for whatever row they belong to: checked by content, painted anew, sealed (ACCESS §10).

A room that attaches papers has a foreign key to ``papers.Scan`` and decides itself who may add and read one.
"""
