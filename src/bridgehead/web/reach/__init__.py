"""Reach as pages show it: the map, the ranking, a market with all that is known of it."""
