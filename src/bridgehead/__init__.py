"""Bridgehead finds, builds and governs the relationships that take a small firm abroad."""
