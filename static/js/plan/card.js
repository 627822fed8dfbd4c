/* The card of one booth: opened by its tile, its row, a search or the address; the address says so,
   and going back closes it. */

export function cardOf(page, { booths, view, way }) {
  const card = page.querySelector(".plan-card");
  const mark = page.querySelector('[data-mark="booth"]');
  const form = card.querySelector("[data-way-form]");
  let shown = null;
  let opener = null;

  function open(code, { isNews = true } = {}) {
    const booth = booths.get(code);
    if (!booth) {
      return;
    }
    if (isNews) {
      history.pushState(null, "", addressOf(code));
    }
    put(booth);
    card.focus({ preventScroll: true });
    view.show(booth.box);
  }

  function put(booth) {
    shown?.row.classList.remove("is-open");
    shown = booth;
    booth.row.classList.add("is-open");
    fill();
    for (const [name, value] of Object.entries(booth.box)) {
      mark.setAttribute(name, value);
    }
    card.hidden = false;
    way.lead(booth.code);
  }

  function fill() {
    card.querySelector("[data-code]").textContent = shown.code;
    card.querySelector("[data-names]").textContent = shown.row.querySelector(".booth-names").textContent;
    card.querySelector("[data-hall]").textContent = shown.hall;
    const facts = shown.row.querySelector("[data-facts]").cloneNode(true);
    card.querySelector("[data-facts]").replaceChildren(...facts.childNodes);
  }

  function close() {
    shown?.row.classList.remove("is-open");
    shown = null;
    card.hidden = true;
    mark.removeAttribute("width");
    way.clear();
  }

  function dismiss() {
    const back = opener?.isConnected ? opener : shown?.row.querySelector(".booth-link");
    history.pushState(null, "", addressOf(null));
    close();
    back?.focus();
  }

  for (const { code, tile, row } of booths.values()) {
    for (const link of [tile, row.querySelector(".booth-link")]) {
      link.addEventListener("click", (event) => {
        if (!event.ctrlKey && !event.metaKey && !event.shiftKey) {
          event.preventDefault();
          opener = link;
          open(code);
        }
      });
    }
  }
  card.querySelector("[data-close]").addEventListener("click", (event) => {
    event.preventDefault();
    dismiss();
  });
  card.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      dismiss();
    }
  });
  card.querySelector("[data-way]").hidden = false;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    way.from(form.elements.here.value);
    history.replaceState(null, "", addressOf(shown.code));
    way.lead(shown.code);
  });
  window.addEventListener("popstate", fromAddress);

  function fromAddress() {
    const code = codeIn(booths, "booth");
    if (code) {
      open(code, { isNews: false });
    } else {
      close();
    }
  }

  if (codeIn(booths, "booth")) {
    fromAddress();
  } else if (way.here()) {
    view.show(booths.get(way.here()).box);
  }

  return { open, refresh: () => shown && fill() };

  function addressOf(code) {
    const query = new URLSearchParams();
    if (code) {
      query.set("booth", code);
    }
    if (way.here()) {
      query.set("here", way.here());
    }
    const asked = query.toString();
    return asked ? `?${asked}` : location.pathname;
  }
}

/* The server finds a-17 as well as A-17; so does this. */
function codeIn(booths, name) {
  const asked = new URLSearchParams(location.search).get(name)?.trim().toLowerCase();
  return [...booths.keys()].find((code) => code.toLowerCase() === asked);
}
