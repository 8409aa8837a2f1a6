"""Suspicions and cases (VV), and the dossier of each: numbered lines that only grow (khoản 2 Điều 3, nhóm 2).

A use of the system that belongs to a case stands in its dossier and in the usage book, in one transaction.
"""
