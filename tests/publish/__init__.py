"""The published app, tried from outside."""
