// What a page gains with script; without it nothing is missing. Buttons that need script carry `needs-script`.
(() => {
  "use strict";
  document.documentElement.classList.add("script");

  // A second tap on "send" while the first is under way does nothing. (The server would do nothing twice either.)
  addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post" || event.defaultPrevented) return;
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = "1";
    if (event.submitter) event.submitter.setAttribute("aria-disabled", "true");
  });
  const ready = () => document.querySelectorAll("form[data-sent]").forEach((form) => {
    delete form.dataset.sent;
    form.querySelectorAll("[aria-disabled]").forEach((button) => button.removeAttribute("aria-disabled"));
  });
  addEventListener("pageshow", ready);
  document.addEventListener("htmx:afterRequest", ready);

  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-print]")) print();
    // A click elsewhere closes an open menu.
    document.querySelectorAll(".who details[open], .nav details[open]").forEach((menu) => {
      if (!menu.contains(event.target)) menu.open = false;
    });
  });

  // − and + beside a quantity count here instead of asking the server.
  document.addEventListener("click", (event) => {
    const button = event.target.closest("button[name=step]");
    const box = button && button.parentElement.querySelector("input");
    const now = box && Number(box.value.replace(/,/g, "") || 0);
    if (!box || Number.isNaN(now)) return;
    event.preventDefault();
    const moved = Math.max(0, Math.round((now + Number(box.dataset.by || 1) * Number(button.value.split(":")[1])) * 1000) / 1000);
    box.value = moved || "";
    box.dispatchEvent(new Event("change", { bubbles: true }));
  });

  // A filter chosen from a list acts at once.
  document.addEventListener("change", (event) => {
    const form = event.target.closest("form[data-auto]");
    if (form && event.target.matches("select, [type=checkbox], [type=radio], [type=date]")) form.requestSubmit();
  });
})();
