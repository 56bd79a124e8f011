"""The pictures that exercises draw with matplotlib. Imported only when one is wanted, because that takes most of a second."""

from __future__ import annotations
