"""What was said: entries with dates and evidence, and where they are kept. Knows nobody above it."""
