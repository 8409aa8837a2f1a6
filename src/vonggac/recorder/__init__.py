"""One camera's streams → sealed segments and a journal of facts in the spool; and the live tap.

A stream's life: ``stream.StreamRecorder`` connects a source (``rtsp``, or ``media`` for the odd ones), ``clockwork``
gives each access unit its instant, ``gops`` gathers a GOP, ``writer`` (a thread) turns it into a fragment, seals it
into the segment and journals what became of it in ``spool``. ``tap`` offers every unit to whoever looks live.
``group`` runs up to 32 cameras in one event loop; ``process`` is that loop as a process of its own.

The room never opens a database and waits for nobody (invariant I5): its only outputs are files and a loopback socket.
It holds public keys only: it can record and cannot look.
"""
