"""Poor villages: proposed, made public, scored, approved and announced, both ways [004, 002 §3.3]."""
