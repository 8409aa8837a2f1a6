"""A witness of other schools' logs, and how a log asks one (C2SP tlog-witness; FORMATS §7.1).

Needs no database and nothing of an installation: ``vonggac witness`` runs it on another machine, with a key of its own.
"""
