(() => {
  // The beginning of a page: how a visit is asked for, and on a lesson's page the first question itself, so that the kernel is at
  // work while the rest of the page is on its way. The socket is opened beside it, and connects when the kernel is ready.
  const ticket = Array.from(crypto.getRandomValues(new Uint32Array(4)), (part) => part.toString(16)).join("-"); // one's place in a queue
  const { visit } = document.currentScript.dataset;
  const LONGEST = 90_000; // milliseconds that an answer may take: a kernel that has much to do runs the lesson's cells meanwhile

  function ask(address) {
    return new Promise((done) => {
      const request = new XMLHttpRequest();
      request.open("POST", address);
      request.responseType = "document";
      request.timeout = LONGEST;
      request.setRequestHeader("X-Attunement-Ticket", ticket);
      request.onloadend = () => {
        const { status, response } = request;
        done({ status, response, wait: 1000 * (Number(request.getResponseHeader("Retry-After")) || 3) });
      };
      request.send();
    });
  }

  function dial(path) {
    return new WebSocket(`${location.origin.replace(/^http/, "ws")}${path}?session_id=${ticket}`, "v1.kernel.websocket.jupyter.org");
  }

  function reloader() {
    return Object.assign(document.createElement("button"), { type: "button", textContent: "Reload this page", onclick: () => location.reload() });
  }

  // The page's own script stands at its end. Where that did not arrive, say so.
  addEventListener("DOMContentLoaded", () => {
    if (window.attunement.whole) return;
    const notice = Object.assign(document.createElement("p"), { className: "notice", textContent: "This page did not arrive whole. " });
    notice.append(reloader());
    document.body.prepend(notice);
  });

  const first = visit && { answer: ask(visit), socket: dial(`/voila/socket/${ticket}`) };
  window.attunement = { ticket, ask, dial, reloader, first };
})();
