"""The exercise in Gradio: the check is asked for with every keystroke, past the queue, which is Gradio's quickest way."""

import sys

import gradio
import reading

with gradio.Blocks() as page:
    gradio.Markdown(reading.PROSE)
    gradio.HTML(reading.CLIENT)
    area = gradio.Textbox(label="Your reply", lines=4)
    check = gradio.HTML()
    area.input(reading.read, area, check, queue=False, show_progress="hidden", trigger_mode="always_last")

page.launch(server_name="127.0.0.1", server_port=int(sys.argv[1]), quiet=True)
