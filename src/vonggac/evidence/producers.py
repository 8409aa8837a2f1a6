"""What a package gets besides its masters."""

from vonggac.evidence.copies import viewing_copies
from vonggac.evidence.extras import Producer, recipients_page

PRODUCERS: tuple[Producer, ...] = (recipients_page, viewing_copies)
