"""nbgrader for this course: solutions/ are written, assignments/ are what learners receive, and only their words are graded."""

from pathlib import Path

try:
    from attunement.course import settings
except Exception as error:  # nbgrader would go on without these settings, and run what learners hand in
    raise SystemExit(f"attunement cannot be used here ({error}), so nothing is graded. Install it again.") from error

here = Path(__file__).resolve().parent
c = get_config()  # noqa: F821 (traitlets puts it here)

c.CourseDirectory.course_id = "attunement"
c.CourseDirectory.root = str(here)
c.CourseDirectory.source_directory = "solutions"
c.CourseDirectory.release_directory = "assignments"
c.Exchange.root = str(here / "exchange")  # for one machine; on a hub name the folder that all users share

settings.apply(c)
