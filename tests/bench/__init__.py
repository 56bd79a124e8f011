"""What the published lessons cost a visitor, measured beside stock Voila, Panel, Streamlit and Gradio in one run.

`make bench` prints the table. It measures and promises nothing to the tests, because no machine is as quiet as a test needs.
"""
