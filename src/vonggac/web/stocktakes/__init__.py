"""Pages of stocktakes (KK): plan and decision, counting on a phone, proposals for each item, minutes."""
