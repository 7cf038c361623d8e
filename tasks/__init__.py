"""What is done: one step each, load, decide, save, in one transaction."""
