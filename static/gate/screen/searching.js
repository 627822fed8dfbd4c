/* Finding people by name: on-line, with the right to, and forgotten when the dialog closes. */

import { say, sayCode } from "./language.js";
import { find } from "./page.js";
import { complain } from "./sheets.js";

export function searching(sheets, scanner, take) {
  const people = find("search-people");
  const tell = (words) => complain(find("search-text"), find("search-wrong"), words);
  find("search").addEventListener("close", () => {
    find("search-text").value = "";
    people.replaceChildren();
  });
  find("search").querySelector("form").addEventListener("submit", async (event) => {
    event.preventDefault();
    const text = find("search-text").value.trim();
    people.replaceChildren();
    if (Array.from(text).length < 2) {
      tell(say("search.short"));
      return;
    }
    try {
      const found = await scanner.search(text);
      if (!find("search").open) {
        return; // nobody waits for it any more, and names do not stay
      }
      tell(found.length ? "" : say("search.none"));
      people.replaceChildren(...found.map((person) => line(person, () => take(person))));
    } catch (error) {
      tell(sayCode("search", error.code || error.kind || error.name, "failed"));
    }
  });
  return () => {
    tell("");
    sheets.open(find("search"), find("search-text"));
  };
}

function line(person, choose) {
  const button = document.createElement("button");
  Object.assign(button, { type: "button", className: "person" });
  const name = document.createElement("b");
  name.textContent = person.name;
  const heads = person.heads > 1 ? say("search.heads", { n: person.heads }) : "";
  const more = [person.organisation, say(`class.${person.class}`), heads].filter(Boolean).join(" · ");
  button.append(name, ` ${more}`);
  button.addEventListener("click", choose);
  const item = document.createElement("li");
  item.append(button);
  return item;
}
