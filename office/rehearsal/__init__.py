"""A county that never was, and its people: what demonstrations and tests run on."""
