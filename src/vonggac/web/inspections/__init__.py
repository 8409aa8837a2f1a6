"""Pages of the leaders' checks and reminders (khoản 1 Điều 3)."""
