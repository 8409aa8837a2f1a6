"""Stocktakes (KK; khoản 7 Điều 2): a list frozen by the decision, counted by a board, proposed on, approved, booked."""
