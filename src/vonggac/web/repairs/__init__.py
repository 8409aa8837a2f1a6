"""Pages of proposals to repair, replace, dispose of or add devices (khoản 5, khoản 6 Điều 2)."""
