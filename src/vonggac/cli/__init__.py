"""The command line, and the composition root: the only room that may import everything, and inside functions.

``up`` starts ``supervisor``, which starts the processes of DESIGN §3 and restarts what dies; ``workers`` are those
processes' entrances. The other verbs report: ``--json`` for machines; exit 0 fine, 1 findings, 2 could not run.
"""
