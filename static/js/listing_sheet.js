/* An exhibitor's listing. The form works without this: here characters are counted, what is not
   saved is not left in passing, and what was typed outlives a log-out. */

const form = document.getElementById("sheet");
const kept = document.getElementById("kept");
const KEY = `listing:${form.action}`;

let isTyped = "typed" in form.dataset;
let isSent = false;

/* Characters as the server counts them: by code point, line ends as one. */
function count(said) {
  const control = document.getElementById(said.dataset.counts);
  const most = Number(control.dataset.most);
  const length = [...control.value.trim()].length;
  const isOver = length > most;
  said.firstElementChild.textContent = `${length} / `;
  said.classList.toggle("is-over", isOver);
  said.title = isOver ? said.dataset.over : "";
  control.classList.toggle("is-over", isOver);
}

function countAll() {
  document.querySelectorAll("[data-counts]").forEach(count);
}

/* What was typed, without files and what belongs to the page's own making. */
function typed() {
  const pairs = [...new FormData(form)];
  return pairs.filter(([name, value]) => typeof value === "string" && name !== "csrfmiddlewaretoken");
}

function keep() {
  sessionStorage.setItem(KEY, JSON.stringify(typed()));
}

function discard() {
  sessionStorage.removeItem(KEY);
  kept.hidden = true;
}

/* The server lays out what comes back, rows and all, as if a button of the form had been pressed. */
function restore() {
  const back = document.createElement("form");
  back.method = "post";
  back.action = form.action;
  back.enctype = "multipart/form-data";
  const token = form.elements.csrfmiddlewaretoken.value;
  for (const [name, value] of [...JSON.parse(sessionStorage.getItem(KEY)), ["csrfmiddlewaretoken", token], ["show", "kept"]]) {
    const field = document.createElement("textarea");
    field.name = name;
    field.value = value;
    back.append(field);
  }
  document.body.append(back);
  isSent = true;
  sessionStorage.removeItem(KEY);
  back.submit();
}

form.addEventListener("input", (event) => {
  isTyped = true;
  const said = document.querySelector(`[data-counts="${event.target.id}"]`);
  if (said) count(said);
});

form.addEventListener("submit", (event) => {
  if (isSent) {
    event.preventDefault(); // pressed twice
    return;
  }
  isSent = true;
  keep();
});

addEventListener("pageshow", () => {
  isSent = false;
});

addEventListener("beforeunload", (event) => {
  if (isTyped && !isSent) event.preventDefault();
});

/* Whoever was logged out meanwhile keeps what he typed, logs in and finds it again. */
document.addEventListener("htmx:beforeSwap", (event) => {
  const answered = new URL(event.detail.xhr.responseURL);
  if (answered.pathname !== new URL(event.detail.pathInfo.finalRequestPath, location).pathname) {
    event.detail.shouldSwap = false;
    keep();
    isSent = true;
    location.reload();
  }
});

document.addEventListener("htmx:afterSwap", (event) => {
  if (event.detail.target.closest("form") === form) isTyped = true;
  countAll();
});

kept.addEventListener("click", (event) => {
  const act = event.target.dataset.kept;
  if (act === "restore") restore();
  if (act === "discard") discard();
});

const isAnswered = "saved" in form.dataset || "typed" in form.dataset;
if (isAnswered) sessionStorage.removeItem(KEY);
kept.hidden = isAnswered || sessionStorage.getItem(KEY) === null;
countAll();
if ("typed" in form.dataset) document.getElementById("faults")?.focus();
