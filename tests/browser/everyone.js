// What a page must grant everyone, measured in the page itself. Each function returns sentences about what is at fault.
(() => {
  const named = (node) => `${node.tagName.toLowerCase()}.${node.className.baseVal ?? node.className} ${(node.getAttribute("aria-label") || node.textContent || "").trim().slice(0, 30)}`;
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const shown = (node) => node.checkVisibility({ visibilityProperty: true }) && node.getClientRects().length > 0;
  const style = (node, part) => getComputedStyle(node, part);
  const STOPS = "a[href], button, input, select, textarea, summary, [tabindex]";

  /** Every control that Tab must reach, in the order of the document; of a group of radio buttons one. */
  function stops() {
    const able = all(STOPS).filter((node) => node.tabIndex >= 0 && !node.disabled && shown(node));
    const group = (radio) => able.filter((one) => one.type === "radio" && one.name === radio.name);
    return able.filter((node) => node.type !== "radio" || node === (group(node).find((one) => one.checked) ?? group(node)[0]));
  }

  const outlined = (node) => style(node).outlineStyle !== "none" && parseFloat(style(node).outlineWidth) >= 2;

  /** Whether one sees where the focus is: an outline on the control or on the frame that stands for it. */
  function marked(node) {
    const halo = node.closest("svg")?.querySelector(".at-halo");
    return halo ? Boolean(halo.getAttribute("d")) && parseFloat(style(halo).strokeWidth) >= 3 : [node, node.closest(".at-editor")].some((one) => one && outlined(one));
  }

  function covered(node) {
    const { top, bottom } = node.getBoundingClientRect(), notice = document.getElementById("connection");
    const under = notice && style(notice).position === "sticky" ? notice.getBoundingClientRect() : { top: 0, bottom: 0 };
    return bottom <= 0 || top >= innerHeight || (bottom <= under.bottom && top >= under.top);
  }

  const walk = { stops: [], seen: [], faults: [] };

  /** Let the next press of Tab go to the first control: what has had the focus last is where Tab goes on from. */
  function fromTheTop() {
    const top = Object.assign(document.createElement("span"), { tabIndex: -1 });
    document.body.prepend(top);
    top.focus();
    top.remove();
  }

  /** Begin to note where the focus goes; return how many presses of Tab bring it through the page. */
  function walking() {
    Object.assign(walk, { stops: stops(), seen: [], faults: [] });
    fromTheTop();
    addEventListener("focusin", note);
    return walk.stops.length;
  }

  function note({ target }) {
    walk.seen.push(target);
    if (!marked(target)) walk.faults.push(`the focus cannot be seen on ${named(target)}`);
    if (covered(target)) walk.faults.push(`the focus is hidden on ${named(target)}`);
  }

  /** What was wrong on the way through the page, forth or back. */
  function walked(back) {
    const wanted = back ? walk.stops.slice(0, -1).reverse() : walk.stops;
    const at = wanted.findIndex((node, i) => node !== walk.seen[i]);
    const astray = at < 0 && walk.seen.length === wanted.length ? [] : [`Tab stop ${at} of ${wanted.length} is ${walk.seen[at] ? named(walk.seen[at]) : "none"}, not ${wanted[at] ? named(wanted[at]) : "the end"}`];
    const faults = [...astray, ...walk.faults];
    Object.assign(walk, { seen: [], faults: [] });
    if (back) removeEventListener("focusin", note);
    return faults;
  }

  /** What is wider than the window or cuts words off. */
  function lost() {
    const wide = document.documentElement.scrollWidth > innerWidth ? ["the page is wider than the window"] : [];
    const cut = all("body *").filter((node) => !node.closest(".at-hear, svg, thead, textarea") && node.clientHeight > 1 && /hidden|clip/.test(style(node).overflow)
      && (node.scrollHeight > node.clientHeight + 2 || node.scrollWidth > node.clientWidth + 2));
    return [...wide, ...cut.map((node) => `words are cut off in ${named(node)}`)];
  }

  const sheet = new CSSStyleSheet();
  document.adoptedStyleSheets.push(sheet);

  /** Lay a reader's own style over the page, "" for none. */
  function wear(css) {
    sheet.replaceSync(css);
  }

  const lasts = (times) => times.split(",").some((time) => parseFloat(time) > 0);

  /** What still moves although the reader asked for rest. */
  function moving() {
    const parts = all("*").flatMap((node) => [undefined, "::before", "::after"].map((part) => [node, style(node, part)]));
    return parts.filter(([, one]) => one.animationName !== "none" || lasts(one.transitionDuration) || one.scrollBehavior === "smooth").map(([node]) => `${named(node)} moves`);
  }

  const canvas = (colour) => /rgba\(.*, 0\)/.test(colour) || colour === style(document.documentElement).backgroundColor;
  const line = (node, side) => parseFloat(style(node)[`border${side}Width`]) > 0 && style(node)[`border${side}Style`] !== "none" && !canvas(style(node)[`border${side}Color`]);
  const look = (node) => ["borderBottomWidth", "borderBottomStyle", "borderBottomColor", "fontWeight"].map((name) => style(node)[name]).join();

  /** What cannot be told apart where the system has set its own colours. */
  function flat() {
    const plain = all("mark, .at-phrase").filter((node) => shown(node) && !node.classList.contains("at-pointed") && !line(node, "Bottom"));
    const bare = all("button, textarea, .at-editor").filter((node) => shown(node) && !node.matches(".at-quote, .at-area") && !line(node, "Bottom") && !line(node, "Left"));
    const chosen = all("[aria-pressed=true]").filter((node) => shown(node) && all("[aria-pressed=false]", node.closest(".at-exercise")).some((other) => look(other) === look(node)));
    const same = all("svg").filter(shown).filter((node) => { const [on, off] = [node.querySelector(".at-on, .at-full"), node.querySelector(".at-off, .at-hollow")]; return on && off && style(on).fill === style(off).fill; });
    const focus = stops().filter((node) => { node.focus({ preventScroll: true }); return !marked(node); });
    return [...plain, ...bare, ...chosen, ...same, ...focus].map((node) => `${named(node)} is not told apart by forced colours`);
  }

  function light(colour) {
    const [red, green, blue] = colour.match(/[\d.]+/g).map((part) => (part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  }

  /** What does not belong on paper, and what is missing there. */
  function printed() {
    const ground = style(document.documentElement).backgroundColor === "rgb(255, 255, 255)" ? [] : ["the paper is not white"];
    const idle = all("nav a, button:not(.at-quote), .skip, .notice, .wait, .onward, .at-foot").filter(shown).map((node) => `${named(node)} is printed`);
    const texts = all("body *").filter((node) => shown(node) && [...node.childNodes].some((child) => child.nodeType === Node.TEXT_NODE && child.data.trim()));
    const pale = texts.filter((node) => !node.closest("svg, .at-layer") && 1.05 / (light(style(node).color) + 0.05) < 4.5).map((node) => `${named(node)} is pale on paper`);
    const closed = all("details > :not(summary)").filter((node) => shown(node.parentNode) && !node.matches(".at-hint") && !node.closest(".at-foot, .at-entries, [hidden], .at-land") && !shown(node)).map((node) => `${named(node)} stays closed`);
    const silent = all(".at-says, .at-task").filter((node) => !node.closest("[hidden]") && !shown(node)).map((node) => `${named(node)} is not printed`);
    const unruled = all("textarea:not(:read-only)").filter((node) => shown(node) && !style(node).backgroundImage.includes("gradient")).map((node) => `${named(node)} has no lines to write on`);
    return [...ground, ...idle, ...pale, ...closed, ...silent, ...unruled];
  }

  window.everyone = { flat, lost, moving, printed, walked, walking, wear };
})();
