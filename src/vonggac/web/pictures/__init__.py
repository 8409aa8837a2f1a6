"""Pages of snapshots and prints."""
