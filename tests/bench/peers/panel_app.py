"""The exercise in Panel: the check is asked for with every keystroke (`value_input`)."""

import panel
import reading

panel.extension()
area, check = panel.widgets.TextAreaInput(name="Your reply", rows=4), panel.pane.HTML("")
area.param.watch(lambda event: check.param.update(object=reading.read(event.new)), "value_input")
panel.Column(panel.pane.Markdown(reading.PROSE), panel.pane.HTML(reading.CLIENT), area, check).servable()
