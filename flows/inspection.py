"""Inspection of the half-year: frozen, drawn, visited, put right [003, 000]."""

from flows.round import campaign_flow

inspection = campaign_flow("inspection")
