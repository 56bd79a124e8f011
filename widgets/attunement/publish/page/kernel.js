// A small client of the Jupyter kernel websocket (protocol "v1"): it sends and hears comm messages and stays connected.
// The kernel says "idle" of every message it has heard. What was not heard when a connection broke is sent again where that does
// no harm; else this kernel is given up, since nobody can know which of it arrived.

const { dial, ticket } = window.attunement; // see ask.js
const PATIENCE = [250, 500, 1000, 2000, 4000]; // milliseconds before each new attempt; the last one repeats
const SILENCE = 60_000; // milliseconds after which a sign of life is sent while somebody is here, see `stir`
const UNHEARD = 10_000; // milliseconds without an answer after which a connection is taken for dead: nobody closes it for a laptop that slept
const GONE = new Set(["dead", "restarting", "autorestarting"]);

export class Kernel {
  #id;
  #hear;
  #tell;
  #socket;
  #waiting = []; // messages that could not be sent yet
  #unheard = new Map(); // id → message that was sent and of which nothing was heard
  #probe = ""; // the id of the question that shows, once it is heard, which of them were lost
  #process = ""; // the kernel's own name for this run of it
  #count = 0;
  #attempt = 0;
  #ended = false;
  #last = Date.now();
  #timer; // until the connection is taken for dead
  #again; // until the next attempt

  // `hear(message)` gets every message from the kernel; `tell(state)` gets "open", "lost" or "gone". A `socket` to it may be there.
  constructor(id, { hear, tell, socket }) {
    this.#id = id;
    this.#hear = hear;
    this.#tell = tell;
    this.#connect(socket);
  }

  // Send now or, while the connection is lost, as soon as it is back; in order. Return the message's id.
  // `again` says that the message does no harm when it arrives twice.
  send(type, content, { metadata = {}, buffers = [], date = new Date().toISOString(), again = false } = {}) {
    const one = this.#message(type, content, { metadata, buffers, date, again });
    this.#waiting.push(one);
    this.#last = Date.now();
    this.#flush();
    return one.id;
  }

  // Somebody reads or writes here: let the kernel know, now and then, so that the server does not take it for forgotten.
  stir() {
    if (Date.now() - this.#last > SILENCE) this.send("kernel_info_request", {}, { again: true });
  }

  // The machine has slept, or its network is back: find out now whether the connection still holds.
  check() {
    if (this.#ended || this.#socket.readyState === WebSocket.CONNECTING) return;
    if (this.#again) this.#connect();
    else if (!this.#unheard.size) this.send("kernel_info_request", {}, { again: true });
  }

  // Let the kernel go; the server is told by a beacon, which a closing page may still send.
  end() {
    this.#ended = true;
    clearTimeout(this.#timer);
    clearTimeout(this.#again);
    navigator.sendBeacon(`/voila/api/shutdown/${this.#id}`);
    this.#socket.close();
  }

  #message(type, content, { metadata = {}, buffers = [], date = new Date().toISOString(), again = true } = {}) {
    const id = `${ticket}-${this.#count++}`;
    const header = { msg_id: id, msg_type: type, session: ticket, username: "", date, version: "5.3" };
    return { id, again, frame: pack({ channel: "shell", parts: [header, {}, metadata, content], buffers }) };
  }

  #connect(socket = dial(`/api/kernels/${this.#id}/channels`)) {
    clearTimeout(this.#again);
    this.#again = undefined;
    socket.binaryType = "arraybuffer";
    socket.onopen = () => this.#opened();
    socket.onmessage = (event) => this.#received(unpack(event.data));
    socket.onclose = () => this.#closed();
    this.#socket = socket;
    this.#await();
    if (socket.readyState === WebSocket.OPEN) queueMicrotask(() => this.#opened());
    if (socket.readyState > WebSocket.OPEN) queueMicrotask(() => this.#closed());
  }

  #opened() {
    this.#attempt = 0;
    if (!this.#unheard.size) return this.#resume();
    const probe = this.#message("kernel_info_request", {});
    this.#probe = probe.id;
    this.#post(probe);
  }

  #resume() {
    this.#probe = "";
    this.#await(this.#unheard.size > 0);
    this.#tell("open");
    this.#flush();
  }

  #flush() {
    while (!this.#probe && this.#waiting.length && this.#socket.readyState === WebSocket.OPEN) this.#post(this.#waiting.shift());
  }

  #post(one) {
    if (!this.#unheard.size) this.#await();
    this.#unheard.set(one.id, one);
    this.#socket.send(one.frame);
  }

  // Begin to wait for a sign of life anew, or rest where none is owed.
  #await(owed = true) {
    clearTimeout(this.#timer);
    if (owed) this.#timer = setTimeout(() => this.#drop(), UNHEARD);
  }

  #received(message) {
    const { header, parent, content } = message, status = header.msg_type === "status" && content.execution_state;
    const ours = status && this.#unheard.has(parent.msg_id);
    if (GONE.has(status) || (ours && this.#process && header.session !== this.#process)) return this.#finish(); // started again meanwhile
    if (ours) this.#process = header.session;
    this.#hear(message);
    if (ours && status === "idle") this.#heard(parent.msg_id);
    if (!this.#ended) this.#await(this.#unheard.size > 0);
  }

  // What was sent before this message has been heard too, or will never be.
  #heard(id) {
    const before = [...this.#unheard.values()].slice(0, [...this.#unheard.keys()].indexOf(id));
    [...before, { id }].forEach((one) => this.#unheard.delete(one.id));
    if (id !== this.#probe) return;
    if (before.some(({ again }) => !again)) return this.#finish();
    this.#waiting.unshift(...before);
    this.#resume();
  }

  #drop() {
    Object.assign(this.#socket, { onopen: null, onmessage: null, onclose: null });
    this.#socket.close();
    this.#closed();
  }

  async #closed() {
    clearTimeout(this.#timer);
    if (this.#ended) return;
    this.#tell("lost");
    const refused = this.#attempt > 0 && (await serverAnswers());
    if (refused) this.#finish(); // the server is there, this kernel is not
    else if (!this.#ended) this.#again = setTimeout(() => this.#connect(), PATIENCE[Math.min(this.#attempt++, PATIENCE.length - 1)]);
  }

  #finish() {
    if (this.#ended) return;
    this.end();
    this.#tell("gone");
  }
}

async function serverAnswers() {
  try {
    return (await fetch(location.pathname, { method: "HEAD", cache: "no-store", signal: AbortSignal.timeout(UNHEARD) })).ok;
  } catch {
    return false;
  }
}

// A message is: the number of offsets, the offsets (64 bits, little endian), then the parts that they mark off.
export function pack({ channel, parts, buffers }) {
  const text = new TextEncoder();
  const blocks = [text.encode(channel), ...parts.map((part) => text.encode(JSON.stringify(part))), ...buffers.map(bytes)];
  const offsets = blocks.reduce((all, block) => [...all, all.at(-1) + block.length], [8 * (blocks.length + 2)]);
  const whole = new Uint8Array(offsets.at(-1));
  const view = new DataView(whole.buffer);
  [offsets.length, ...offsets].forEach((number, i) => view.setBigUint64(8 * i, BigInt(number), true));
  blocks.forEach((block, i) => whole.set(block, offsets[i]));
  return whole;
}

export function unpack(data) {
  const view = new DataView(data);
  const count = Number(view.getBigUint64(0, true));
  const offsets = Array.from({ length: count }, (_, i) => Number(view.getBigUint64(8 * (i + 1), true)));
  const block = (i) => new Uint8Array(data, offsets[i], offsets[i + 1] - offsets[i]);
  const json = (i) => JSON.parse(new TextDecoder().decode(block(i)));
  const buffers = Array.from({ length: count - 6 }, (_, i) => new DataView(data.slice(offsets[i + 5], offsets[i + 6])));
  return { header: json(1), parent: json(2), metadata: json(3), content: json(4), buffers };
}

function bytes(buffer) {
  return ArrayBuffer.isView(buffer) ? new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.byteLength) : new Uint8Array(buffer);
}
