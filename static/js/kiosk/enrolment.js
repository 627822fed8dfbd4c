/* A device's link carries its one-time code behind the #, which no server's log ever sees. */

const CODE = /^#code=([\w-]+)$/;
const form = document.querySelector("[data-enrolment]");
const found = CODE.exec(location.hash);

if (form && found) {
  form.elements.code.value = found[1];
  form.querySelector("button").focus();
  history.replaceState(null, "", location.pathname + location.search);
}
