// A number to play with gets a slider, which asks again when it is let go; the box stays, and is what is sent.
document.querySelectorAll("input[data-slide]").forEach((box) => {
  const bar = document.createElement("input");
  Object.assign(bar, { type: "range", min: box.min, max: box.max, value: box.value, ariaLabel: box.labels[0].textContent });
  Object.assign(bar.style, { accentColor: "var(--clay)", width: "100%", height: "2.75rem" });
  bar.addEventListener("input", () => { box.value = bar.value; });
  bar.addEventListener("change", () => box.form.requestSubmit());
  box.closest(".affix").before(bar);
});
