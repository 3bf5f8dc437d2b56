"""What the pages share: the scenario and its code, state, charts, wording, uploads."""
