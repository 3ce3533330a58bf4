"""One rule, one file, one function; rules never import one another."""
