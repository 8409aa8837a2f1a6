"""Proposals to repair, replace or dispose of devices (DX; khoản 5, 6, 7 Điều 2): from the draft to the books."""
