"""The law as data: dated values, criteria, days, votes, draws. Pure: no registry, no clock."""
