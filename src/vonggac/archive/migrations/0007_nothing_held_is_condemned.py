"""The seat belt under ``archive.retention``: what is held, with a GOP on each side, is not condemned (I6, FORMATS §9.2)."""

from django.db import migrations

# Ten seconds on each side: one GOP more.
MAKE = """
CREATE TRIGGER nothing_held_is_condemned BEFORE INSERT ON archive_condemned
WHEN EXISTS (
  SELECT 1 FROM archive_segment s JOIN archive_stream t ON t.id = s.stream_id JOIN archive_held h ON h.camera = t.camera
  WHERE s.ledger_idx = NEW.ledger_idx AND h.from_us < s.end_us + 10000000 AND h.to_us > s.start_us - 10000000
)
BEGIN SELECT RAISE(ABORT, 'nothing_held_is_condemned'); END
"""


class Migration(migrations.Migration):
    dependencies = [("archive", "0006_held")]
    operations = [migrations.RunSQL(MAKE, "DROP TRIGGER IF EXISTS nothing_held_is_condemned")]
