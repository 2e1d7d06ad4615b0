// Keeps the village's page and what it is drawn with, and gives them back when there is no signal.
const KEPT = "tequio-pueblo";
const keep = async (under, answer) => {
  if (answer.ok) await (await caches.open(KEPT)).put(under, answer.clone());
  return answer;
};
addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil(clients.claim()));
addEventListener("fetch", (event) => {
  const asked = event.request, address = new URL(asked.url);
  if (address.origin !== location.origin) return;
  if (asked.mode === "navigate") {
    // A list that could not be sent comes back as the page it was written on; its figures are in the phone.
    const under = address.pathname;
    event.respondWith(
      fetch(asked).then((answer) => (asked.method === "GET" ? keep(under, answer) : answer)).catch(() => caches.match(under)));
  } else if (asked.method === "GET") {
    event.respondWith(fetch(asked).then((answer) => keep(asked, answer)).catch(() => caches.match(asked)));
  }
});
