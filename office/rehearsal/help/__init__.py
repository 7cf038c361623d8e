"""The people of a generated county through the months of help: what they order, pay, do and forget.

As in `people`: what somebody does depends on the truth of the county and on a hash of seed, act and
key, not on the order of rows nor on anybody else.
"""
