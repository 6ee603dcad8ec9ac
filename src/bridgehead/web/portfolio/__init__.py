"""The portfolio as pages show it: its sheets, clashes, origins over time."""
