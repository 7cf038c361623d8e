"""What the officer can ask for, by what it is about."""
