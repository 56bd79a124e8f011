import { later, today } from "./parts.js";

const PLACES = { kept: "attempts", work: "results" }; // what stands under a key of the browser's store, and what of it is wanted
const KEY = /^attunement\/1\/(kept|work)\/(.+)$/;

/** Return what this browser holds of replies and exercises, on whatever page they were done. Journals stand elsewhere and stay there. */
export function held() {
  try {
    return Object.keys(localStorage).map((key) => KEY.exec(key)).filter(Boolean)
      .map(([key, place, name]) => ({ key: name, [PLACES[place]]: read(key)?.[PLACES[place]] ?? [] }));
  } catch {
    return []; // this browser lets the page keep nothing
  }
}

function read(key) {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null; // another page of the site has written there
  }
}

const PAUSE = 800; // ms: who writes in another tab keeps many things

/** Ask Python now, and again whenever another tab or part of this page kept or deleted something; return how to stop. */
export function gathering(model) {
  const again = later(() => gather(model), PAUSE), heard = ({ key }) => { if (key === null || KEY.test(key)) again(); };
  window.addEventListener("storage", heard);
  gather(model);
  return () => { again.stop(); window.removeEventListener("storage", heard); };
}

/** Ask Python to look at all of it, and no more at what it was asked before; `today` is the day where the reader is, `ahead` its clock against UTC in minutes. */
function gather(model) {
  model.send({ do: "gather", seq: 1, held: held(), today: today(), ahead: -new Date().getTimezoneOffset() });
}
