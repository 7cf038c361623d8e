"""Papers: issued with number and digest, printed in batches, verified."""
