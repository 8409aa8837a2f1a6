"""The calendar of duties: what is due, for whom, asked of the rooms each time; stored is only who was told."""
