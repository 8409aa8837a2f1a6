"""Pages of the system's manager: who it is, handing over, credentials that are not changed yet."""
