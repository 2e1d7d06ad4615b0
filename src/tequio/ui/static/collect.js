// A village's list goes on without signal: what is typed stays in the phone until the union has said that it has it.
(() => {
  "use strict";
  const form = document.querySelector("form[data-offline]");
  if (!form) return;
  const under = `tequio-cobro-${form.dataset.offline}`;
  const say = (name) => form.querySelectorAll("[data-says]").forEach((each) => { each.hidden = each.dataset.says !== name; });
  const read = () => { try { return JSON.parse(localStorage.getItem(under)); } catch { return null; } };
  let kept = read();
  if (kept && kept.sheet === form.dataset.received) { localStorage.removeItem(under); kept = null; }
  const typed = () => [...form.querySelectorAll("input[name^=l]")].filter((box) => box.value.trim());
  const keep = () => {
    const boxes = Object.fromEntries(typed().map((box) => [box.name, box.value]));
    if (!Object.keys(boxes).length) { localStorage.removeItem(under); say(""); return; }
    localStorage.setItem(under, JSON.stringify({ sheet: form.elements.sheet.value, on: form.elements.on.value, boxes }));
    say("kept");
  };
  if (kept) {
    form.elements.sheet.value = kept.sheet;
    form.elements.on.value = kept.on;
    for (const [name, value] of Object.entries(kept.boxes)) {
      // One whose loan is no longer on the list is sent as well: nothing that was collected is lost.
      const box = form.elements[name] || form.appendChild(Object.assign(document.createElement("input"), { type: "hidden", name }));
      box.value = value;
    }
    say("kept");
  }
  form.addEventListener("input", keep);
  form.addEventListener("submit", (event) => {
    keep();
    if (navigator.onLine) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    say("offline");
  }, true);
  addEventListener("online", () => { if (typed().length) say("kept"); });
  if (!("serviceWorker" in navigator)) return;
  navigator.serviceWorker.register(form.dataset.worker).then(() => navigator.serviceWorker.ready).then(async () => {
    const drawn = [...document.querySelectorAll("link[rel=stylesheet], script[src], link[rel=icon]")].map((each) => each.href || each.src);
    await (await caches.open("tequio-pueblo")).addAll([location.pathname, ...drawn]);
    form.dataset.ready = "1";
  }).catch(() => {});
})();
