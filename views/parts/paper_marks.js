// What is done in the text of a document: a mark is clicked, text is selected, j and k walk from mark to mark.
// Python is told the item's id, or the offsets (in characters of the document's text) of what is selected.

const REST = 1500; // Milliseconds after which the page is at rest.

export default function (component) {
  const { data, parentElement, setStateValue, setTriggerValue } = component;
  const root = parentElement.querySelector(".paper-marks");
  if (!root) return;
  root.given = data;
  root.tell = setStateValue;
  root.choose = setTriggerValue;
  if (root.shown !== data.current) {
    root.shown = data.current;
    if (data.current) showMark(root);
  }
  if (root.listening) return;
  const stop = new AbortController();
  root.listening = stop;
  root.dataset.ready = "1";
  const options = { signal: stop.signal };
  for (const move of ["wheel", "touchmove", "mousedown"]) {
    document.addEventListener(move, () => (root.moved = true), { ...options, passive: true });
  }
  document.addEventListener("click", (event) => clicked(event, root), options);
  document.addEventListener("keydown", (event) => pressed(event, root), options);
  document.addEventListener("mouseup", () => setTimeout(() => selected(root), 0), options);
  document.addEventListener("touchend", () => setTimeout(() => selected(root), 0), options);
  document.addEventListener("keyup", (event) => event.shiftKey && selected(root), options);
  return () => {
    stop.abort();
    root.listening = null;
  };
}

// The text is written anew around the mark, and a long one loses its place while it is: the mark is brought back into
// sight until the page is at rest, or the reader scrolls.
function showMark(root) {
  const until = performance.now() + REST;
  root.moved = false;
  const look = () => {
    if (root.moved || performance.now() > until) return;
    const mark = document.getElementById("mark");
    const box = mark?.getBoundingClientRect();
    if (box && (box.top < 100 || box.bottom > innerHeight - 60)) {
      mark.scrollIntoView({ block: matchMedia("(max-width: 40rem)").matches ? "start" : "center" });
    }
    setTimeout(look, 60);
  };
  look();
}

function clicked(event, root) {
  const block = event.target.closest?.(".paper [data-at]");
  if (!block || event.target.closest("a") || !getSelection().isCollapsed) return;
  const at = offsetOfPoint(block, event.clientX, event.clientY);
  if (at === null) return;
  const inside = root.given.items.filter(([, start, end]) => start <= at && at < end);
  inside.sort((one, other) => one[2] - one[1] - (other[2] - other[1]));
  if (inside.length && inside[0][0] !== root.given.current) root.choose("chosen", inside[0][0]);
}

function pressed(event, root) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.target.closest?.("input, textarea, select, [contenteditable=true], [role=combobox]")) return;
  const step = { j: 1, k: -1 }[event.key];
  if (!step) {
    root.moved = true; // It may scroll.
    return;
  }
  const ids = root.given.items.map(([id]) => id);
  if (!ids.length) return;
  const now = ids.indexOf(root.given.current);
  const next = now < 0 ? firstBelow(root, step) : (now + step + ids.length) % ids.length;
  event.preventDefault();
  root.given = { ...root.given, current: ids[next] }; // The next key steps from here, before Python has answered.
  root.choose("chosen", ids[next]);
}

// The first mark that can be seen, where none is chosen yet.
function firstBelow(root, step) {
  const blocks = [...document.querySelectorAll(".paper [data-at]")];
  const top = blocks.find((block) => block.getBoundingClientRect().bottom > 120);
  const at = top ? Number(top.dataset.at) : 0;
  const found = root.given.items.findIndex(([, start]) => start >= at);
  return found < 0 ? (step > 0 ? 0 : root.given.items.length - 1) : found;
}

function selected(root) {
  const selection = getSelection();
  if (selection.isCollapsed || !selection.rangeCount) return;
  const range = selection.getRangeAt(0);
  const start = offsetOf(range.startContainer, range.startOffset);
  const end = offsetOf(range.endContainer, range.endOffset);
  if (start === null || end === null || end <= start) return;
  root.tell("selected", { start, end });
}

function offsetOfPoint(block, x, y) {
  const caret = document.caretPositionFromPoint?.(x, y);
  if (caret) return offsetOf(caret.offsetNode, caret.offset);
  const range = document.caretRangeFromPoint?.(x, y);
  return range ? offsetOf(range.startContainer, range.startOffset) : Number(block.dataset.at);
}

// Where in the document's text a place of the page is: page numbers and marks of doubt are no text of it.
function offsetOf(node, offset) {
  const element = node.nodeType === Node.TEXT_NODE ? node.parentElement : node;
  const block = element?.closest?.(".paper [data-at]");
  if (!block) return null;
  const until = document.createRange();
  until.setStart(block, 0);
  until.setEnd(node, offset);
  const part = until.cloneContents();
  for (const added of part.querySelectorAll(".page-in, sup")) added.remove();
  return Number(block.dataset.at) + [...part.textContent].length;
}
