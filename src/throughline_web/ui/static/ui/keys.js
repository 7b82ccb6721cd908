// Two small conveniences. Nothing needs them: what they press is an ordinary link or button.
"use strict";

// An element names its key with data-key ("j", "k"). The page says which keys work, and a person
// can turn them off: then the page's root has no data-keys.
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") leaveDropdown();
  if (document.documentElement.dataset.keys !== "on") return;
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  if (event.target.closest("input, select, textarea, dialog, [contenteditable]")) return;
  const target = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
  if (target === null) return;
  event.preventDefault();
  target.click();
});

// A drop-down closes when one presses elsewhere, or Escape.
document.addEventListener("click", (event) => {
  const pressed = event.target.closest(".dropdown");
  for (const dropdown of document.querySelectorAll(".dropdown[open]")) {
    if (dropdown !== pressed) dropdown.open = false;
  }
});

function leaveDropdown() {
  const dropdown = document.activeElement.closest(".dropdown[open]");
  if (dropdown === null) return;
  dropdown.open = false;
  dropdown.querySelector("summary").focus();
}
