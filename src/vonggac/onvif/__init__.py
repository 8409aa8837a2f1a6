"""ONVIF: finding cameras on the network, asking what they are, listening to what they say. No Django, no FFmpeg.

``finding`` searches; ``device`` describes one and reads its clock; ``choice`` picks main and sub stream a channel;
``events`` listens. Every reply is a stranger's: ``wire`` bounds it, ``markup`` reads it without DTD, ``conversation``
logs in at most three times. Others call ``client``, which runs all of it in a child process (``worker``), so that no
reply can hurt a page or ``watch``. ``docs/decisions/0003-onvif.md`` says why it is our own.
"""
