/* Asks the browser for a passkey, puts its answer into the form and sends it.
   Used with mfa/js/webauthn-json.js of allauth, which turns JSON into what browsers want and back.
   It listens before there is a form, so that nobody is too quick for it. */
"use strict";

document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!form.matches("form[data-passkey]")) return;
  event.preventDefault();
  const problem = form.querySelector("[data-problem]");
  problem.hidden = true;
  try {
    const ask = form.dataset.passkey === "create" ? webauthnJSON.create : webauthnJSON.get;
    form.elements.credential.value = JSON.stringify(await ask(JSON.parse(form.dataset.options)));
    form.submit();
  } catch {
    problem.hidden = false;
    problem.focus();
  }
});
