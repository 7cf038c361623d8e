"""The state: what happened, as dated facts in one DuckDB file."""
