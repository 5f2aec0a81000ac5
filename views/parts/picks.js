// A star at each document of a list: those that are picked are the person's own (我的文件).
// The rows are the page's own HTML: this puts the stars into them, and tells Python which was pressed.

export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  const root = parentElement.querySelector(".picks");
  if (!root) return;
  root.picked = new Set(data.picked);
  const fill = () => document.querySelectorAll("[data-document]").forEach((row) => star(row, root, setTriggerValue));
  fill();
  root.watch?.disconnect(); // The rows may be drawn a moment after this.
  root.watch = new MutationObserver(fill);
  root.watch.observe(document.querySelector(".stMain") ?? document.body, { childList: true, subtree: true });
  return () => root.watch.disconnect();
}

function star(row, root, tell) {
  let button = row.querySelector(":scope > button.pick");
  if (!button) {
    button = document.createElement("button");
    button.type = "button";
    button.className = "pick";
    row.prepend(button);
  }
  const id = row.dataset.document;
  const on = root.picked.has(id);
  if (button.getAttribute("aria-pressed") === String(on)) return;
  button.setAttribute("aria-pressed", String(on));
  button.textContent = on ? "★" : "☆";
  button.title = on ? "移出我的文件" : "加入我的文件";
  button.setAttribute("aria-label", `${button.title}：${row.dataset.label ?? ""}`);
  button.onclick = () => {
    const add = !root.picked.has(id);
    if (add) root.picked.add(id);
    else root.picked.delete(id);
    star(row, root, tell);
    tell("pressed", { id, on: add });
  };
}
