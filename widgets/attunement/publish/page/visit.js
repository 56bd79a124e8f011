// A visit: ask the server for a kernel in which the lesson has run. Where every place is taken, ask again with the same ticket.

const AGAIN = [1000, 2000, 4000, 8000]; // milliseconds before a question is asked again that nobody answered; the last one repeats

// Return the <main> of the answer, and the socket where one is open already. `told({ ahead, full })` says how many wait before this
// page, and whether that is because every place is taken; `told()` that the server cannot be reached.
export async function visit(address, told) {
  for (let attempt = 0; ; ) {
    const { answer, socket } = question(address);
    const { status, response, wait } = await answer;
    const page = response?.querySelector("main");
    if (status === 200 && page) return { page, socket };
    socket?.close();
    const queued = page?.dataset.ahead !== undefined;
    told(queued ? page.dataset : undefined);
    await new Promise((done) => setTimeout(done, queued ? wait : AGAIN[Math.min(attempt++, AGAIN.length - 1)]));
  }
}

// Return the states of the widgets that a visit begins with, as a notebook keeps them; null where the kernel could not tell.
export function states(page) {
  const told = page.querySelector('script[type="application/vnd.jupyter.widget-state+json"]');
  return told && JSON.parse(told.textContent).state;
}

// The page has put the first question itself, see ask.js.
function question(address) {
  const { ask, first } = window.attunement;
  window.attunement.first = undefined;
  return first ?? { answer: ask(address) };
}
