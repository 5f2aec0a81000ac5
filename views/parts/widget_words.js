// Streamlit's own words, in Chinese: as soon as it writes them, in texts and in what screen readers read out. What stands
// in the page's own HTML is left alone: it is documents' text.

const NAMED = ["aria-label", "title", "placeholder", "alt"];
const OURS = ".stHtml, [data-testid=stHtml], .offers, textarea";
const ENGLISH = /[A-Za-z]{3}/;

export default function (component) {
  document.documentElement.lang = "zh-CN";
  if (document.wordsWatched) return;
  const words = compiled(component.data.words);
  document.wordsWatched = new MutationObserver((changes) => changes.forEach((change) => changed(change, words)));
  document.wordsWatched.observe(document.body, {
    subtree: true,
    childList: true,
    characterData: true,
    attributes: true,
    attributeFilter: NAMED,
  });
  translate(document.body, words);
}

function compiled(rows) {
  const exact = new Map(rows.filter(([english]) => !english.includes("*")));
  const parted = rows
    .filter(([english]) => english.includes("*"))
    .map(([english, chinese]) => [english.split("*"), chinese]);
  return (text) => {
    const bare = text.trim();
    if (exact.has(bare)) return text.replace(bare, exact.get(bare));
    for (const [[before, after], chinese] of parted) {
      if (bare.length > before.length + after.length && bare.startsWith(before) && bare.endsWith(after)) {
        return chinese.replace("*", () => bare.slice(before.length, bare.length - after.length));
      }
    }
    return null;
  };
}

function changed(change, words) {
  if (change.type === "childList") change.addedNodes.forEach((node) => translate(node, words));
  else if (change.type === "characterData") write(change.target, words);
  else named(change.target, words);
}

function translate(node, words) {
  if (node.nodeType === Node.TEXT_NODE) return write(node, words);
  if (node.nodeType !== Node.ELEMENT_NODE || node.matches(OURS)) return;
  named(node, words);
  if (!["STYLE", "SCRIPT", "NOSCRIPT"].includes(node.tagName)) node.childNodes.forEach((one) => translate(one, words));
}

function write(node, words) {
  if (!ENGLISH.test(node.data) || node.parentElement?.closest(OURS)) return;
  const said = words(node.data);
  if (said !== null && said !== node.data) node.data = said;
}

function named(element, words) {
  if (element.closest(OURS)) return;
  for (const name of NAMED) {
    const given = element.getAttribute(name);
    const said = given && ENGLISH.test(given) ? words(given) : null;
    if (said !== null && said !== given) element.setAttribute(name, said);
  }
}
