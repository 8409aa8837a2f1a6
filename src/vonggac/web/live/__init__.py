"""The camera wall: areas, cameras, tickets for their live pictures."""
