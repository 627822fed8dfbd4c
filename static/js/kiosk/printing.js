/* A badge on paper: fetched into a hidden frame, which prints itself. */

const PATIENCE = 15000; // ms
const PDF = "application/pdf";

/** Resolves once the badge was handed to the printer. Rejects when there is none to hand over. */
export function print(address) {
  forget();
  const frame = document.createElement("iframe");
  frame.className = "kiosk-paper";
  frame.tabIndex = -1;
  frame.setAttribute("aria-hidden", "true");
  return new Promise((resolve, reject) => {
    const tooLate = setTimeout(() => reject(new Error("no badge came")), PATIENCE);
    frame.addEventListener("load", () => {
      clearTimeout(tooLate);
      hasBadge(frame) ? resolve(frame.contentWindow.print()) : reject(new Error("no badge"));
    });
    frame.src = address;
    document.body.append(frame);
  });
}

/** Nothing of a visitor stays behind, not even in a frame nobody sees. */
export function forget() {
  document.querySelectorAll(".kiosk-paper").forEach((frame) => frame.remove());
}

/** Where the browser shows a PDF by other means its document cannot be looked into. */
function hasBadge(frame) {
  const shown = frame.contentDocument;
  return shown === null || shown.contentType === PDF;
}
