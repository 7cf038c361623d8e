"""The half-year's inspection: frozen, drawn, visited, estimated, put right [003, 000]."""
