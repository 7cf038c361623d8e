"""What another policy would change: calculated, shown and printed; never stored."""
