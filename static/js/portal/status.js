/* The words that visitors will read follow the chosen reason, until somebody writes his own.
   Without this script an empty field means the same sentence. */

const form = document.querySelector(".stand-form");
const usual = JSON.parse(document.getElementById("usual-texts")?.textContent ?? "{}");
const sentences = new Set(Object.values(usual).flatMap((causes) => Object.values(causes).flat()));

function chosen(name) {
  return form.querySelector(`input[name=${name}]:checked`)?.value;
}

function fill(field, sentence) {
  if (field.value === "" || sentences.has(field.value)) field.value = sentence;
}

function follow() {
  const texts = usual[chosen("state")]?.[chosen("cause")];
  if (!texts) return;
  fill(form.elements.text_ko, texts[0]);
  fill(form.elements.text_en, texts[1]);
}

form?.addEventListener("change", (event) => {
  if (["state", "cause"].includes(event.target.name)) follow();
});
