"""A pattern of threads in a package of its own."""
