/** The key `/` leads to the search field. */
addEventListener("keydown", (event) => {
  const { target, key, ctrlKey, metaKey, altKey } = event;
  const typing = target instanceof Element && target.closest("input, textarea, select, [contenteditable]");
  if (key !== "/" || ctrlKey || metaKey || altKey || typing) return;
  const field = document.querySelector("input[type=search]");
  if (!field) return;
  event.preventDefault();
  field.focus();
  field.select();
});
