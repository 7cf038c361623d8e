"""Poor villages: onto the list and off it, by proposal, publicity, scores and approval [004]."""

from flows.round import campaign_flow

villages = campaign_flow("villages")
