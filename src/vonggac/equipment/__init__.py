"""Failures of devices (sự cố thiết bị, SC-<year>-<nnn>), alarm rules, and the inputs that tell of events.

The clerk opens a failure for every trouble that lasts; people work it off and close it; nothing here is ever removed.
"""
