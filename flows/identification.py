"""Identification: eight steps, two publicities, one comparison, one announcement [002 §4.1]."""

from flows.round import campaign_flow

identification = campaign_flow("identification")
