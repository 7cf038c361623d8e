"""Help: pairing, measures, projects and funds, duties [002, 003]."""

from flows.round import campaign_flow

help_ = campaign_flow("help")
