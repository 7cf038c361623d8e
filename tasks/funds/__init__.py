"""What is done and paid for households, from measure to the bank's return [003]."""
