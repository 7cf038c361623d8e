"""Exit: nominated, visited, agreed, appraised, audited, checked, announced [002 §4.2]."""

from flows.round import campaign_flow

exit_review = campaign_flow("exit")
