"""Coordination as pages show it: the matrix, its cells opened, the flows."""
