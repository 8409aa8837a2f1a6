"""Pages of maintenance and calibration (khoản 6 Điều 2)."""
