"""The drawn primary school that the demo's cameras look at.

``paint`` is the brush, ``people`` and ``things`` what moves, ``nature`` and ``building`` what
stands; ``gate``, ``yard``, ``corridor`` and ``canteen`` are two places each, as a ``stage.Place``.
All movement repeats after 60 s exactly, and begins with the wall-clock minute.
"""
