// A press counts where it began: where a filter above grows or goes while the button is down, what was pressed has moved
// away under the pointer by the time it is released, and the browser would not call that a click.

const PRESSED = "[role=radio], [role=checkbox], button";

export default function (component) {
  document.addEventListener("pointerdown", down, true); // Once, however often this runs.
  document.addEventListener("pointerup", up, true);
}

function down(event) {
  const pressed = event.button === 0 ? event.target.closest?.(PRESSED) : null;
  document.pressedAt = pressed && { pressed, top: pressed.getBoundingClientRect().top, y: event.clientY };
}

function up(event) {
  const at = document.pressedAt;
  document.pressedAt = null;
  if (!at || !at.pressed.isConnected || at.pressed.contains(event.target)) return;
  const moved = at.pressed.getBoundingClientRect().top !== at.top; // Not the pointer: who drags away does not mean it.
  if (moved && Math.abs(event.clientY - at.y) < 8) setTimeout(() => at.pressed.click(), 0);
}
