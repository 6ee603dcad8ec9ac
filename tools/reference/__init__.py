"""The generated reference: one module per subject, each building its page as Markdown text."""
