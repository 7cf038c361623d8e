"""Intake: forms go out as workbooks, come back as files, and become facts of the registry."""
