"""How it hangs together: entries through a lens on a day, as arrays with labels. No store, no screen."""
