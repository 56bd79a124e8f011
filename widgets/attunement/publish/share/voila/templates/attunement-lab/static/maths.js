// JupyterLab's front end fetches MathJax when it shows anything. Maths is MathML here already, so it gets this stand-in.
globalThis.MathJax = { Hub: { Config() {}, Configured() {}, Queue() {}, Register: { StartupHook() {} } } };
