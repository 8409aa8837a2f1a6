"""Snapshots (AN) and numbered prints of them (IA): every one has a number and a line of the usage book (G2).

The pictures themselves lie sealed under ``pictures/``; who may look at one is asked of ``access`` each time.
"""
