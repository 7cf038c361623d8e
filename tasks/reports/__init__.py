"""Reports of villages, townships, units and the county by the six precisions [002 §5, 004]."""
