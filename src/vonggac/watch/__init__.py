"""Looks at pictures, cameras, the network and the machine: motion, tamper, clocks, health → events."""
