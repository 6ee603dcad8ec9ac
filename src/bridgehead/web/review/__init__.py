"""Reviewing in the browser: pairs, and what waits for an answer."""
