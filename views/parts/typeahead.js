// Offers what a person may be typing, below the search box: the units, indicators and words that the base has.
// The box is the page's own; this listens to it, asks Python for offers, and puts the chosen one into it. "/" anywhere on
// the page leads into the box; Esc closes the offers, then gives up what was typed and leaves the box.

const PAUSE = 150; // Milliseconds without a key before offers are asked for.
const LOOK = 50; // Milliseconds until the box is looked for again.
const BOX = ".st-key-q input";
const FIELDS = "input, textarea, select, [contenteditable=true], [role=combobox], [role=textbox]";

export default start;

function start(component) {
  const { data, parentElement, setStateValue, setTriggerValue } = component;
  document.addEventListener("keydown", toBox); // Once, however often this runs.
  const list = parentElement.querySelector("ul");
  if (!list) return;
  clearTimeout(list.looking);
  const input = document.querySelector(BOX);
  if (!input) {
    // It may be drawn a moment after this.
    list.looking = setTimeout(() => start(component), LOOK);
    return;
  }
  list.searched = data.searched;
  list.show = () => show(list, input, data);
  list.filterBy = (unit, rest) => setTriggerValue("unit", { unit, rest });
  if (list.dataset.typed === data.typed && document.activeElement === input) list.show();
  if (list.listening === input) return;
  list.listening = input;
  listen(list, input, setStateValue);
  list.dataset.ready = "1";
}

function listen(list, input, setStateValue) {
  input.addEventListener("input", (event) => {
    if (list.choosing) return;
    close(list);
    clearTimeout(list.waiting);
    if (event.isComposing) return;
    ask();
  });
  input.addEventListener("compositionend", ask);
  input.addEventListener("blur", () => close(list));
  // Before the box sees the key: Enter on an offer chooses it.
  input.addEventListener("keydown", (event) => keyed(event, list, input), true);
  // What was typed before anybody listened: the box is there sooner than this.
  if (document.activeElement === input && input.value !== list.searched) ask();

  function ask() {
    clearTimeout(list.waiting);
    list.waiting = setTimeout(() => {
      const typed = input.value;
      if (list.dataset.typed === typed) return list.show();
      list.dataset.typed = typed;
      setStateValue("typed", typed);
    }, PAUSE);
  }
}

function toBox(event) {
  if (!["/", "／"].includes(event.key) || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.target.closest?.(FIELDS)) return;
  const input = document.querySelector(BOX);
  if (!input) return;
  event.preventDefault();
  input.focus();
  input.select();
}

function keyed(event, list, input) {
  if (event.isComposing || list.choosing) return;
  const chosen = list.querySelector("[aria-selected=true]");
  if (event.key === "Escape") {
    // The browser would empty the box.
    event.preventDefault();
    event.stopPropagation();
    if (!list.hidden) return close(list);
    clearTimeout(list.waiting);
    write(input, list.searched); // Leaving it would search for what was only begun.
    setTimeout(() => input.blur(), 0);
  }
  if (event.key === "Enter") {
    if (chosen) {
      event.preventDefault();
      event.stopPropagation();
      choose(list, input, chosen.offer);
    }
    close(list);
    clearTimeout(list.waiting);
    list.dataset.typed = "";
  }
  if (list.hidden || !["ArrowDown", "ArrowUp"].includes(event.key)) return;
  event.preventDefault();
  const items = [...list.children];
  const step = event.key === "ArrowDown" ? 1 : -1;
  const place = (items.indexOf(chosen) + step + items.length + (chosen || step > 0 ? 0 : 1)) % items.length;
  items.forEach((item, number) => item.setAttribute("aria-selected", String(number === place)));
}

function show(list, input, data) {
  if (input.value !== data.typed || !data.offered.length) return close(list);
  list.replaceChildren(
    ...data.offered.map((offer) => {
      const { text, kind, count } = offer;
      const item = document.createElement("li");
      item.setAttribute("role", "option");
      item.offer = offer;
      for (const [name, content] of [["offer", text], ["offer-kind", kind], ["offer-count", count]]) {
        const part = document.createElement("span");
        part.className = name;
        part.textContent = content;
        item.append(part);
      }
      // Not click: by then the box has lost the focus, and the list is closed.
      item.addEventListener("mousedown", (event) => {
        event.preventDefault();
        choose(list, input, offer);
      });
      return item;
    }),
  );
  list.hidden = false;
}

function close(list) {
  list.hidden = true;
  list.replaceChildren();
}

// As if it had been typed and Enter pressed: the box knows what to do then. A unit is filtered by, and leaves the box.
function choose(list, input, { query, text, rest }) {
  close(list);
  const unit = typeof rest === "string";
  list.choosing = true;
  write(input, unit ? rest : query);
  setTimeout(() => {
    input.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", code: "Enter", keyCode: 13, bubbles: true }));
    list.choosing = false;
    if (unit) list.filterBy(text, rest);
  }, 0);
}

// As if it had been typed.
function write(input, value) {
  Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value").set.call(input, value);
  input.dispatchEvent(new Event("input", { bubbles: true }));
}
