"""Benchmarks that ship with the package, so that every claim can be measured where it matters: here."""
