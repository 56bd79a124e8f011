import { today } from "./parts.js";

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

/** Ask Python to look at all of it; `today` is the day where the reader is, `ahead` its clock against UTC in minutes. */
export function gather(model) {
  model.send({ do: "gather", held: held(), today: today(), ahead: -new Date().getTimezoneOffset() });
}
