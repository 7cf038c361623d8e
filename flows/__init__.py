"""When it is done: the year in order."""
