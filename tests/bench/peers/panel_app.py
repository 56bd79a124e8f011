"""The exercise in Panel: the check is asked for with every keystroke (`value_input`)."""

import panel as pn
import reading

pn.extension()
area, check = pn.widgets.TextAreaInput(name="Your reply", rows=4), pn.pane.HTML("")
area.param.watch(lambda event: check.param.update(object=reading.read(event.new)), "value_input")
pn.Column(pn.pane.Markdown(reading.PROSE), pn.pane.HTML(reading.CLIENT), area, check).servable()
