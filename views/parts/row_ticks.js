// A box at each result to tick it; what is ticked can be copied with its source, and is what an export holds.
// The rows are the page's own HTML: this puts the boxes into them, and tells Python which are ticked.

export default function (component) {
  const { data, parentElement, setStateValue } = component;
  const bar = parentElement.querySelector(".ticked-bar");
  if (!bar) return;
  const ticked = (bar.ticked ??= new Map());
  if (bar.search !== data.search) {
    bar.search = data.search;
    ticked.clear();
  }
  for (const [id, cite] of data.rows) addBox(bar, id, cite, changed);
  // The rows may be drawn a moment after this.
  bar.watch ??= new MutationObserver(() => bar.rows?.forEach(([id, cite]) => addBox(bar, id, cite, changed)));
  bar.rows = data.rows;
  const rows = document.querySelector(".stMain");
  if (rows && !bar.watching) {
    bar.watch.observe(rows, { childList: true, subtree: true });
    bar.watching = true;
  }
  bar.querySelector(".copy").onclick = () => copy(bar, [...ticked.values()].join("\n\n"));
  bar.querySelector(".untick").onclick = () => {
    ticked.clear();
    document.querySelectorAll(".hit .tick input").forEach((box) => (box.checked = false));
    changed();
  };
  show();

  function changed() {
    show();
    setStateValue("ticked", [...ticked.keys()]);
  }

  function show() {
    bar.hidden = !ticked.size;
    bar.querySelector(".ticked-count").textContent = `已选 ${ticked.size} 项，导出只含所选`;
  }
}

function addBox(bar, id, cite, changed) {
  const side = document.querySelector(`.hit[data-id="${CSS.escape(id)}"] .hit-side`);
  if (!side || side.querySelector(".tick")) return;
  const label = document.createElement("label");
  label.className = "tick";
  const box = document.createElement("input");
  box.type = "checkbox";
  box.checked = bar.ticked.has(id);
  box.setAttribute("aria-label", "选中这一项");
  box.addEventListener("change", () => {
    if (box.checked) bar.ticked.set(id, cite);
    else bar.ticked.delete(id);
    changed();
  });
  label.append(box);
  side.append(label);
}

async function copy(bar, text) {
  const button = bar.querySelector(".copy");
  try {
    await navigator.clipboard.writeText(text);
    button.textContent = "已复制";
  } catch {
    button.textContent = "浏览器不允许复制";
  }
  setTimeout(() => (button.textContent = "复制（含出处）"), 2000);
}
