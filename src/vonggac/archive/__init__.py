"""What footage exists, where it lies, whether it is whole, and why some is not there.

One process writes here, the archivist: it adopts the recorders' spool into the ledger and this index
(``archive.sqlite3``, which ``reindex`` rebuilds from the disk). Everybody else reads through ``selectors``.
Nothing here waits for a recorder and no recorder waits for it (invariant I5).
"""
