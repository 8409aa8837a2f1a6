"""Schools, their areas and their cameras. Camera passwords are sealed at rest and leave only as the recording plan."""
