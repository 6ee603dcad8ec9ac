"""Imports in the browser: what a file gives, told before anything is kept."""
