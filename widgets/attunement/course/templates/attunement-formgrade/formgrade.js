// Marks are typed into nbgrader's page. What it would change without a word (a comma, more than the maximum) is caught before.
(() => {
  const NUMBER = /^(\d+(\.\d*)?|\.\d+)$/;
  const FIELDS = ".score, .extra-credit";

  const most = (field) => {
    const grade = field.matches(".score") && formgrader.grades?.findWhere({ name: field.id });
    return grade ? grade.get("max_score") : Infinity;
  };

  const fault = (field) => {
    const typed = field.value.trim();
    if (!typed) return "";
    if (!NUMBER.test(typed)) return `Not saved: “${typed}” is no number of points. Write halves with a point: 1.5.`;
    const limit = most(field);
    if (Number(typed) <= limit) return "";
    return `Not saved: ${typed} is more than the ${limit} points of this part. What goes beyond them is extra credit.`;
  };

  const say = (cell, words) => {
    let note = cell.querySelector(".at-refused");
    if (!note) {
      note = document.createElement("p");
      note.className = "at-refused";
      note.setAttribute("role", "alert");
      cell.querySelector(".panel-heading").append(note);
    }
    note.textContent = words;
    note.hidden = !words;
  };

  const checked = (cell) => {
    const fields = [...cell.querySelectorAll(FIELDS)];
    fields.forEach((field) => field.setAttribute("aria-invalid", fault(field) !== ""));
    const words = fields.map(fault).filter(Boolean).join(" ");
    say(cell, words);
    return !words;
  };

  // jQuery calls what hangs on the field itself before nbgrader's own listener, which hangs on the cell.
  const guard = (event) => {
    const cell = event.currentTarget.closest(".nbgrader_cell");
    if (!checked(cell)) {
      event.stopImmediatePropagation();
      $(document).off("finished_saving"); // nobody goes on to the next learner with a mark that is not saved
    } else {
      cell.querySelectorAll(FIELDS).forEach((field) => { field.value = field.value.trim(); });
    }
  };

  const point = ({ currentTarget }) => {
    if (currentTarget.value.includes(",")) currentTarget.value = currentTarget.value.replace(",", ".");
  };

  document.querySelectorAll(FIELDS).forEach((field) => {
    field.type = "text"; // a number field drops the comma of "1,5" and keeps 15
    field.inputMode = "decimal";
    field.autocomplete = "off";
    const what = field.matches(".score") ? "Points" : "Extra credit";
    field.setAttribute("aria-label", `${what} for ${field.id.replace("_extra_credit", "")}`);
    $(field).on("input", point).on("change", guard);
  });
  $(".mark-graded").on("click", guard);
  const again = ({ currentTarget }) => setTimeout(checked, 0, currentTarget.closest(".nbgrader_cell"));
  $(".full-credit, .no-credit").on("click", again); // after nbgrader has put its number into the field

  // After nbgrader's own start, and before it gives the focus: the first mark, not the way to the next learner.
  $(window).on("load", () => {
    const first = document.querySelector(".score");
    if (first && !location.search.includes("index=")) formgrader.last_selected = $(first);
  });
})();
