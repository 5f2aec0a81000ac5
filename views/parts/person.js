// The name of who is at work stays with the browser; Python is told it once, when a session begins without one.

export default function (component) {
  const { data, setTriggerValue } = component;
  const stored = localStorage.getItem("editor") ?? "";
  if (data.name) {
    if (data.name !== stored) localStorage.setItem("editor", data.name);
  } else if (stored) setTriggerValue("name", stored);
}
