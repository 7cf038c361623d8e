"""The front desk: the only room that knows today's date."""
