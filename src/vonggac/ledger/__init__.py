"""The append-only, signed account of segments and deeds (FORMATS §3–§6): invariants I7 and I8.

Entries in canonical JSON, an RFC 6962 tree over them, checkpoints as signed notes, and the checks
of all of it. One process writes (``writer``); anybody may read (``reader``) and check (``verify``).
The governed rooms never write here: they leave an outbox row (``services.record``) in their own
transaction, which the archivist appends.

Only ``models``, ``services``, ``selectors`` and ``apps`` know Django; everything else runs without
it.
"""
