// What only office pages gain with script; a member's page goes without it, and weighs less.
(() => {
  "use strict";
  // On a phone the navigation slides; the place where one is comes into sight.
  document.querySelectorAll(".office .nav [aria-current], .tabs [aria-current]").forEach((here) => {
    const row = here.closest("ul, .tabs");
    row.scrollLeft += here.getBoundingClientRect().right - row.getBoundingClientRect().right + 48;
  });

  document.querySelectorAll("[data-drop]").forEach((place) => {
    const input = place.querySelector("input[type=file]");
    const over = (on) => (event) => { event.preventDefault(); place.classList.toggle("over", on); };
    place.addEventListener("dragover", over(true));
    place.addEventListener("dragleave", over(false));
    place.addEventListener("drop", (event) => {
      over(false)(event);
      input.files = event.dataTransfer.files;
      input.dispatchEvent(new Event("change", { bubbles: true }));
    });
  });
})();
