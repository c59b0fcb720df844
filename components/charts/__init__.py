"""Charts: plotly only in `plots` and `party_charts`, which the pages load when they need them."""
