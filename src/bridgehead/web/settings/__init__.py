"""Settings as pages show them: parameters with their references, privacy."""
