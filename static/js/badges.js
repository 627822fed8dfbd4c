/* The pages of badges work without this: htmx only fetches anew what changes while one looks. */

/* Whoever was logged out meanwhile is led to the log-in page, not shown a piece of it. */
document.addEventListener("htmx:beforeSwap", (event) => {
  const answered = new URL(event.detail.xhr.responseURL);
  if (answered.pathname !== location.pathname) {
    event.detail.shouldSwap = false;
    location.reload();
  }
});
