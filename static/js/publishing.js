/* Words for the press: copied with one key, and marked where they are no longer those proposed. */

function wordsOf(element) {
  return "value" in element ? element.value : element.textContent.trim();
}

function select(element) {
  if ("select" in element) {
    element.focus();
    element.select();
  } else {
    getSelection().selectAllChildren(element);
  }
}

async function copy(button) {
  const source = document.getElementById(button.dataset.copy);
  const said = button.parentElement.querySelector("[role=status]");
  said.textContent = "";
  try {
    await navigator.clipboard.writeText(wordsOf(source));
    said.textContent = button.dataset.copied;
  } catch {
    select(source); // no clipboard here: nothing but the keys is left
    said.textContent = button.dataset.selected;
  }
}

function mark(text) {
  const own = text.querySelector("[data-own]");
  const words = text.querySelector("textarea").value.trim();
  own.hidden = words === "" || words === text.dataset.proposal;
}

function restore(text) {
  const field = text.querySelector("textarea");
  field.value = text.dataset.proposal;
  mark(text);
  field.focus();
}

for (const button of document.querySelectorAll("[data-copy]")) {
  button.hidden = false;
  button.addEventListener("click", () => copy(button));
}

for (const text of document.querySelectorAll("[data-proposal]")) {
  const button = text.querySelector("[data-restore]");
  button.hidden = false;
  button.addEventListener("click", () => restore(text));
  text.addEventListener("input", () => mark(text));
}
