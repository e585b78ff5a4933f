// Of the control in focus: what can be seen of it, and what a screen reader adds to its name.
() => {
  const element = document.activeElement;
  const group = element.closest("fieldset");
  const ids = [element, group].flatMap((one) => (one?.getAttribute("aria-describedby") || "").split(/\s+/));
  const words = ids.map((id) => (id && document.getElementById(id)?.textContent) || "").join(" ");
  const box = element.getBoundingClientRect();
  return {
    isControl: element.matches("input:not([type=hidden]), select, textarea"),
    isVisible: element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) && box.width > 10 && box.height > 10 && box.top >= 0 && box.bottom <= innerHeight,
    description: words.replace(/\s+/g, " ").trim(),
  };
}
