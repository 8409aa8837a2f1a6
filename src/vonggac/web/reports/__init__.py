"""Pages of reports, and the evaluation page of the Board."""
