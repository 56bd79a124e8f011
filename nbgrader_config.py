"""nbgrader for this course: solutions/ are written, assignments/ are what learners receive, and only their words are graded."""

from pathlib import Path

from attunement.course import settings

here = Path(__file__).resolve().parent
c = get_config()  # noqa: F821 (traitlets puts it here)

c.CourseDirectory.course_id = "attunement"
c.CourseDirectory.root = str(here)
c.CourseDirectory.source_directory = "solutions"
c.CourseDirectory.release_directory = "assignments"
c.Exchange.root = str(here / "exchange")  # for one machine; on a hub name the folder that all users share

settings.apply(c)
