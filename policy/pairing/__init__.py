"""Who helps whom: quotas by rank, units with villages, helpers with households. Pure decisions."""
