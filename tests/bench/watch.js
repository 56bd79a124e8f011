// Put into every page before its own scripts: when a visitor sees what, and when a typed reply is read.
// `benchAsks`: {prose, words: texts to wait for; area: selector; read: selector of the node with data-read, or "" where the page
// says "read <mark>"; commit: whether Ctrl+Enter sends}. Shadow roots are looked into; scripts, templates and hidden text are not.
(() => {
  if (window !== top) return;
  const asks = window.benchAsks, roots = [document], silent = new Set(["SCRIPT", "STYLE", "TEMPLATE", "NOSCRIPT", "TEXTAREA", "TITLE"]);
  const SWALLOWED = 400; // ms in which a page that has heard a reply sends it
  const times = {}, now = () => performance.now();
  let typing = null; // {mark, before, left, arrived, shown}

  const attach = Element.prototype.attachShadow;
  Element.prototype.attachShadow = function (options) {
    const root = attach.call(this, options);
    roots.push(root);
    eye.observe(root, changes);
    return root;
  };

  const texts = (node) => {
    const walker = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
    return { next: () => walker.nextNode() };
  };
  const isSeen = (node) => node.isConnected && node.parentElement && !silent.has(node.parentElement.tagName)
    && node.parentElement.checkVisibility({ opacityProperty: true, visibilityProperty: true });
  function isThere(text) {
    for (const root of roots) {
      if (root.host && !root.host.isConnected) continue;
      const walk = texts(root);
      for (let node = walk.next(); node; node = walk.next()) if (node.data.includes(text) && isSeen(node)) return true;
    }
    return false;
  }
  function first(selector) {
    for (const root of roots) for (const node of root.querySelectorAll(selector)) if (node.isConnected) return node;
    return null;
  }
  const readNow = () => first(`${asks.read}[data-read]`)?.dataset.read;
  const isRead = () => (asks.read ? readNow() && readNow() !== typing.before : isThere(`read ${typing.mark}`));
  /** Cheap enough for every change: has this change brought the answer? */
  const brought = (records) => (asks.read ? isRead() : records.some(({ target, addedNodes }) =>
    [target, ...addedNodes].some((node) => (node.nodeType === 3 ? node.data : node === document ? "" : node.textContent).includes(`read ${typing.mark}`))) && isRead());

  const changes = { subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: ["data-read"] };
  const eye = new MutationObserver((records) => { if (typing && !typing.arrived && brought(records)) typing.arrived = now(); });
  eye.observe(document, changes);

  // A frame is shown when it is done; a message that was posted in it is heard right after.
  function afterFrame(tell) {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => { port1.close(); tell(now()); };
    port2.postMessage(0);
  }
  const decoder = new TextDecoder();
  function left(data) {
    if (!typing || typing.left || data === null || data === undefined) return;
    const text = typeof data === "string" ? data : data instanceof ArrayBuffer || ArrayBuffer.isView(data) ? decoder.decode(data) : "";
    if (text.includes(typing.mark)) typing.left = now();
  }
  const { send } = WebSocket.prototype, { fetch } = window, ask = XMLHttpRequest.prototype.send;
  WebSocket.prototype.send = function (data) { left(data); return send.call(this, data); };
  window.fetch = function (where, options) { left(options?.body); return fetch.call(this, where, options); };
  XMLHttpRequest.prototype.send = function (data) { left(data); return ask.call(this, data); };

  const press = (area, kind, key) => area.dispatchEvent(new KeyboardEvent(kind, { bubbles: true, composed: true, cancelable: true, ...key }));
  const DIGIT = { key: "1", code: "Digit1", keyCode: 49, charCode: 49 }, SEND = { key: "Enter", code: "Enter", keyCode: 13, ctrlKey: true };
  /** As if the whole reply were the work of one key; Gradio listens to the key, all others to the change. */
  function enter(area, text) {
    area.focus();
    press(area, "keydown", DIGIT);
    press(area, "keypress", DIGIT);
    Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, "value").set.call(area, text);
    area.dispatchEvent(new InputEvent("input", { bubbles: true, composed: true, inputType: "insertText" }));
    press(area, "keyup", DIGIT);
    if (asks.commit) setTimeout(() => press(area, "keydown", SEND), 0);
  }
  const isOpen = (area) => area && !area.disabled && !area.readOnly && area.checkVisibility({ visibilityProperty: true });

  /** Give up with a word on what was missing, so that no measurement waits for ever. */
  const late = () => new Promise((_, refuse) => setTimeout(() => refuse(new Error(`too late: ${JSON.stringify({ ...times, ...typing })}`)), 40_000));

  /** Type a reply; resolves with {typed, left, arrived, shown} in ms since the navigation. What a page that still builds itself
   *  swallows is typed again (`again`), as a person would. */
  function type(text, mark) {
    return new Promise((tell) => {
      typing = { mark, before: asks.read && readNow(), typed: now(), again: 0 };
      enter(first(asks.area), text);
      const frame = () => {
        if (!typing.arrived && isRead()) typing.arrived = now();
        if (typing.arrived) return afterFrame((shown) => { const done = { ...typing, shown }; typing = null; tell(done); });
        if (!typing.left && now() - typing.typed > SWALLOWED * (typing.again + 1)) {
          typing.again += 1;
          enter(first(asks.area), text.replace(/ (?=\S+$)/, " ".repeat(typing.again + 1)));
        }
        requestAnimationFrame(frame);
      };
      requestAnimationFrame(frame);
    });
  }

  /** Note when a visitor can see what `asks[name]` says. */
  function look(name) {
    return new Promise((tell) => {
      const frame = () => {
        if (!isThere(asks[name])) return requestAnimationFrame(frame);
        times[name] = now();
        tell();
      };
      requestAnimationFrame(frame);
    });
  }

  /** Watch a page from its beginning; resolves with all moments once `text` is read. */
  async function visit(text, mark) {
    const prose = look("prose");
    await look("words");
    while (!isOpen(first(asks.area))) await new Promise(requestAnimationFrame);
    const typed = await type(text, mark);
    await prose;
    return { ...times, ...typed, paint: firstPaint() };
  }
  const firstPaint = () => performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? null;

  window.bench = { type: (text, mark) => Promise.race([type(text, mark), late()]), isOpen: () => isOpen(first(asks.area)), seen: asks.text ? Promise.race([visit(asks.text, asks.mark), late()]) : null };
})();
