// Says which files have been chosen, and takes files that are dropped anywhere on the page.
// Without this the field still opens, takes what is dropped on it, and says that it is filled.
"use strict";

const fields = () => [...document.querySelectorAll("[data-drop]")];
const inputOf = (field) => field.querySelector("input[type=file]");
const carriesFiles = (event) => event.dataTransfer?.types.includes("Files") ?? false;

function say(field) {
  const names = field.querySelector("[data-drop-names]");
  names.replaceChildren(
    ...[...inputOf(field).files].map((file) => {
      const item = document.createElement("li");
      item.textContent = `${file.name} · ${sized(file.size)}`;
      return item;
    }),
  );
}

function sized(bytes) {
  const isLarge = bytes >= 1024 * 1024;
  const number = isLarge ? bytes / (1024 * 1024) : Math.max(Math.round(bytes / 1024), 1);
  const digits = new Intl.NumberFormat(document.documentElement.lang, {
    maximumFractionDigits: isLarge ? 1 : 0,
  });
  return `${digits.format(number)} ${isLarge ? "MB" : "kB"}`;
}

// A page with one such field means it, wherever the files are let go.
function fieldUnder(event) {
  const all = fields();
  return event.target.closest?.("[data-drop]") ?? (all.length === 1 ? all[0] : null);
}

function fill(field, files) {
  const input = inputOf(field);
  const taken = new DataTransfer();
  for (const file of [...files].slice(0, input.multiple ? files.length : 1)) taken.items.add(file);
  input.files = taken.files;
  say(field);
  input.focus();
}

function mark(chosen) {
  for (const field of fields()) field.toggleAttribute("data-over", field === chosen);
}

document.addEventListener("change", (event) => {
  const field = event.target.closest("[data-drop]");
  if (field !== null) say(field);
});

document.addEventListener("dragover", (event) => {
  if (!carriesFiles(event) || fields().length === 0) return;
  event.preventDefault();
  mark(fieldUnder(event));
});

document.addEventListener("dragleave", (event) => {
  if (event.relatedTarget === null) mark(null);
});

document.addEventListener("drop", (event) => {
  if (!carriesFiles(event) || fields().length === 0) return;
  event.preventDefault();
  mark(null);
  const field = fieldUnder(event);
  if (field !== null) fill(field, event.dataTransfer.files);
});

// Going back to a page, the browser may remember what was chosen.
window.addEventListener("pageshow", () => fields().forEach(say));
