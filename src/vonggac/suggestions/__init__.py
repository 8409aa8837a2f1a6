"""Suggestions on the regulation (Điều 7): sent by staff, gathered, answered by the Board. None vanishes unanswered."""
