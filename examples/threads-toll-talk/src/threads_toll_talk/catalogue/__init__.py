"""Pattern files, one per pattern; the entry point names this package."""
