/** A password that is shown on demand, beside its field. Without this script it is typed unseen. */

for (const field of document.querySelectorAll("[data-shown-on-demand]")) {
  const words = field.form.dataset;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "krds-btn tertiary medium shown-on-demand";
  button.textContent = words.show;
  button.setAttribute("aria-controls", field.id);
  button.addEventListener("click", () => {
    const isShown = field.type === "text";
    field.type = isShown ? "password" : "text";
    button.textContent = isShown ? words.show : words.hide;
  });
  field.form.addEventListener("submit", () => {
    field.type = "password"; // so that browsers keep it as one
  });
  field.insertAdjacentElement("afterend", button);
}
