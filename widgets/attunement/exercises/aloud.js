import { el, show } from "./parts.js";

/** A button that has words read aloud by a voice of this device. Without such a voice there is no button, and nothing is sent anywhere. */
export class Aloud {
  constructor(language, w) {
    Object.assign(this, { language, w, words: "", speech: globalThis.speechSynthesis });
    this.button = el("button", { type: "button", class: "at-button", text: w("aloud_read"), hidden: true, onclick: () => (this.speaking ? this.hush() : this.read()) });
    this.look = () => show(this.button, this.voice());
    this.speech?.addEventListener?.("voiceschanged", this.look);
    this.look();
  }

  voice() {
    return this.speech?.getVoices().find(({ localService, lang }) => localService && lang.toLowerCase().startsWith(this.language));
  }

  read() {
    const spoken = new SpeechSynthesisUtterance(this.words);
    spoken.voice = this.voice();
    spoken.lang = this.language;
    spoken.onend = () => this.hush();
    this.speaking = true;
    this.button.textContent = this.w("aloud_hush");
    this.speech.speak(spoken);
  }

  hush() {
    if (this.speaking) this.speech.cancel();
    this.speaking = false;
    this.button.textContent = this.w("aloud_read");
  }

  leave() {
    this.hush();
    this.speech?.removeEventListener?.("voiceschanged", this.look);
  }
}
