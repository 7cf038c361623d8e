"""Printing: from finished contents to papers that can hang on a village board."""
