"""The yearly assessment: scores from the registry's rows, lists of results, targets of the year [003]."""
