/** The key `/` leads to the search field. */
addEventListener("keydown", (event) => {
  const field = document.querySelector("input[type=search]");
  if (!field || event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
  if (document.activeElement.matches("input, textarea, select, [contenteditable]")) return;
  event.preventDefault();
  field.select();
  field.focus();
});
