"""The yearly assessment: results made public, corrected, final [003]."""

from flows.round import campaign_flow

assessment = campaign_flow("assessment")
