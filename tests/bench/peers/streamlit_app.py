"""The exercise in Streamlit: its text area sends when Ctrl+Enter is pressed, never while one writes."""

import reading
import streamlit

streamlit.markdown(reading.PROSE)
streamlit.html(reading.CLIENT)
if text := streamlit.text_area("Your reply"):
    streamlit.html(reading.read(text))
