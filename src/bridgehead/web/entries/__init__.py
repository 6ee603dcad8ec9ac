"""Entries in the browser: told in words, found, edited against what was read, made, with their history."""
