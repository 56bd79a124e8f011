"""What an instructor needs: grading of the learner's words with nbgrader, the feedback page and formgrader's look."""

from __future__ import annotations
