// A small client of the Jupyter kernel websocket (protocol "v1"): it sends and hears comm messages and stays connected.

const PROTOCOL = "v1.kernel.websocket.jupyter.org";
const PATIENCE = [250, 500, 1000, 2000, 4000]; // milliseconds before each new attempt; the last one repeats
const SILENCE = 60_000; // milliseconds after which a sign of life is sent while somebody is here, see `stir`
const GONE = new Set(["dead", "restarting", "autorestarting"]);

export class Kernel {
  #id;
  #session = crypto.getRandomValues(new Uint32Array(4)).join("");
  #hear;
  #tell;
  #socket;
  #waiting = [];
  #sent = 0;
  #attempt = 0;
  #ended = false;
  #last = Date.now();

  // `hear(message)` gets every message from the kernel; `tell(state)` gets "open", "lost" or "gone".
  constructor(id, { hear, tell }) {
    this.#id = id;
    this.#hear = hear;
    this.#tell = tell;
    this.#connect();
  }

  // Send now or, while the connection is lost, as soon as it is back; in order. Return the message's id.
  send(type, content, { metadata = {}, buffers = [], date = new Date().toISOString() } = {}) {
    const header = { msg_id: `${this.#session}-${this.#sent++}`, msg_type: type, session: this.#session, username: "", date, version: "5.3" };
    this.#waiting.push(pack({ channel: "shell", parts: [header, {}, metadata, content], buffers }));
    this.#last = Date.now();
    this.#flush();
    return header.msg_id;
  }

  // Somebody reads or writes here: let the kernel know, now and then, so that the server does not take it for forgotten.
  stir() {
    if (Date.now() - this.#last > SILENCE) this.send("kernel_info_request", {});
  }

  // Let the kernel go; the server is told by a beacon, which a closing page may still send.
  end() {
    this.#ended = true;
    navigator.sendBeacon(`/voila/api/shutdown/${this.#id}`);
    this.#socket.close();
  }

  #connect() {
    const socket = new WebSocket(`${location.origin.replace(/^http/, "ws")}/api/kernels/${this.#id}/channels?session_id=${this.#session}`, PROTOCOL);
    socket.binaryType = "arraybuffer";
    socket.onopen = () => this.#opened();
    socket.onmessage = (event) => this.#received(unpack(event.data));
    socket.onclose = () => this.#closed();
    this.#socket = socket;
  }

  #opened() {
    this.#attempt = 0;
    this.#tell("open");
    this.#flush();
  }

  #flush() {
    while (this.#waiting.length && this.#socket.readyState === WebSocket.OPEN) this.#socket.send(this.#waiting.shift());
  }

  #received(message) {
    if (message.header.msg_type === "status" && GONE.has(message.content.execution_state)) this.#finish();
    else this.#hear(message);
  }

  async #closed() {
    if (this.#ended) return;
    this.#tell("lost");
    const refused = this.#attempt > 0 && (await serverAnswers());
    if (refused) this.#finish(); // the server is there, this kernel is not
    else setTimeout(() => this.#ended || this.#connect(), PATIENCE[Math.min(this.#attempt++, PATIENCE.length - 1)]);
  }

  #finish() {
    if (this.#ended) return;
    this.end();
    this.#tell("gone");
  }
}

async function serverAnswers() {
  try {
    return (await fetch(location.pathname, { method: "HEAD", cache: "no-store" })).ok;
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
