/** A clock for one wait at a time, which can be held. `start(ms, action)` forgets the wait before. */
export class Clock {
  constructor() {
    Object.assign(this, { left: 0, held: false, action: null });
  }
  start(ms, action) {
    this.stop();
    Object.assign(this, { whole: ms, left: ms, action });
    if (!this.held) this.run();
  }
  run() {
    this.held = false;
    if (!this.action) return;
    this.since = performance.now();
    this.timer = setTimeout(() => { const { action } = this; this.stop(); action(); }, this.left);
  }
  hold() {
    if (this.action && !this.held) this.left -= performance.now() - this.since;
    clearTimeout(this.timer);
    this.held = true;
  }
  stop() {
    clearTimeout(this.timer);
    this.action = null;
  }
  /** How many ms of this wait have passed. */
  get passed() {
    return this.whole - this.left + (this.held ? 0 : performance.now() - this.since);
  }
}
