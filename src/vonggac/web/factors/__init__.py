"""Pages of second factors: between password and login, confirming a login, the own devices."""
