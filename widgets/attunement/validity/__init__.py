"""Measuring the scorer against people: our own labelled replies, readers of public corpora, agreement figures, the fitting."""
