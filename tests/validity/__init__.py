"""Measuring the scorer against people."""
