"""Pages of the camera networks (khoản 2–4 Điều 5)."""
