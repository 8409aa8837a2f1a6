"""Maintenance and calibration (BT): plan of the year, orders, checklists, measured values (khoản 6 Điều 2)."""
