"""The list of actors and their profiles: rows, strength taken apart, dealings, privacy."""
