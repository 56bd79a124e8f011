// A visit: ask the server for a kernel in which the lesson has run. Where every place is taken, ask again with the same ticket.

const AGAIN = [1000, 2000, 4000, 8000]; // milliseconds before a question is asked again that nobody answered; the last one repeats
const LONGEST = 90_000; // milliseconds that an answer may take: a kernel that has much to do runs the lesson's cells meanwhile
const ticket = Array.from(crypto.getRandomValues(new Uint32Array(4)), (part) => part.toString(16)).join("-");

// Return the <main> of the answer. `told({ ahead, full })` says how many wait before this page, and whether that is because every
// place is taken; `told()` that the server cannot be reached.
export async function visit(address, told) {
  for (let attempt = 0; ; ) {
    const { status, response, wait } = await post(address);
    const page = response?.querySelector("main");
    if (status === 200 && page) return page;
    const queued = page?.dataset.ahead !== undefined;
    told(queued ? page.dataset : undefined);
    await new Promise((done) => setTimeout(done, queued ? wait : AGAIN[Math.min(attempt++, AGAIN.length - 1)]));
  }
}

function post(address) {
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
