"""Reminders: digests, the outbox and its channels, slips and calendars."""
