"""Measure and print the one table: `python -m bench [--quick] [--only NAME …]`, from tests/; `make bench` does it.

It takes about half an hour, or some minutes with --quick, whose figures are good for a first look only. The result is also
written to .bench/results.json (with every single measurement) and .bench/results.md.
"""
