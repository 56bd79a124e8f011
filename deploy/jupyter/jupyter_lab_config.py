"""JupyterLab for this course: nothing is fetched from elsewhere, and a keystroke is answered at once (see publish/kernels.py)."""

c = get_config()  # noqa: F821 (traitlets puts it here)

c.LabApp.default_url = "/lab/tree/modules"
c.LabApp.news_url = None
c.LabApp.check_for_updates_class = "jupyterlab.handlers.announcements.NeverCheckForUpdate"
c.ServerApp.kernel_websocket_connection_class = "attunement.publish.kernels.PromptConnection"
