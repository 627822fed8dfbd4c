/* Copies the address of a wall that was just made, and says that it did. */

const button = document.querySelector("[data-copy]");
const address = document.getElementById("screen-address");

if (button && navigator.clipboard) {
  const told = document.querySelector("[data-copied]");
  button.hidden = false;
  button.addEventListener("click", async () => {
    address.select();
    await navigator.clipboard.writeText(address.value);
    told.textContent = told.dataset.words;
  });
}
