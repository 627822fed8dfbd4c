/* A code typed or pasted by hand. */

import { say } from "./language.js";
import { mended } from "./kinds.js";
import { find } from "./page.js";
import { complain } from "./sheets.js";

export function typing(sheets, take) {
  find("type").querySelector("form").addEventListener("submit", (event) => {
    event.preventDefault();
    const code = mended(find("type-code").value);
    if (code.trim() === "") {
      complain(find("type-code"), find("type-wrong"), say("type.empty"));
      return;
    }
    find("type").close();
    take(code);
  });
  return () => {
    find("type-code").value = "";
    complain(find("type-code"), find("type-wrong"), "");
    sheets.open(find("type"), find("type-code"));
  };
}
