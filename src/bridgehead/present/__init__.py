"""Answer shapes drawn as text, JSON, CSV, HTML and PDF. Knows shapes and no question."""
