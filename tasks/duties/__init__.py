"""Duties: written down, handed out as forms, explained."""
