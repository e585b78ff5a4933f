// Where the keyboard is, whether its ring can be seen, and what lies over it.
() => {
  const element = document.activeElement;
  if (!element || element === document.body) return null;
  const box = element.getBoundingClientRect();
  const ringed = [element, ["radio", "checkbox"].includes(element.type) ? element.nextElementSibling : null];
  const hasRing = ringed.some((one) => {
    const style = one && getComputedStyle(one);
    return style && style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  });
  // A browser may scroll just far enough to show the first lines of a tall box: look at what it shows.
  const middle = (start, end, room) => (Math.max(start, 0) + Math.min(end, room)) / 2;
  const over = document.elementFromPoint(
    middle(box.left, box.right, innerWidth),
    middle(box.top, box.bottom, innerHeight),
  );
  const isCovered = !over || !(element.contains(over) || over.contains(element) || over.control === element);
  const words = (element.getAttribute("aria-label") || element.textContent || element.id).trim().replace(/\s+/g, " ");
  return { name: `${element.tagName.toLowerCase()} ${words}`.slice(0, 60), hasRing, isCovered };
}
