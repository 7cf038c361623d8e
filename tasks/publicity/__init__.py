"""What is made public, for how long, and what people object."""
