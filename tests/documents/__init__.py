"""Papers: what a clerk would look at, measured on the files themselves."""
