"""Proposals to repair, replace, dispose of or add devices (DX), up to the books (khoản 5, 6, 7 Điều 2)."""
