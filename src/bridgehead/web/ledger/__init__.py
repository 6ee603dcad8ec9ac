"""The ledger as pages show it: what is owed, terms, agreements, the calendar."""
