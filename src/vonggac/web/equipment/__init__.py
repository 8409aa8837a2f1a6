"""Failures, alarms, inputs and events."""
