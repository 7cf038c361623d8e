"""The steps of a campaign that judges households: each leaves one outcome a household."""
