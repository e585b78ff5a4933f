// Of all words that look alike in front of the same grounds, the first: marked as data-look.
// Two elements look alike when they and all that they lie in have the same style. Asked again, it
// leaves out the looks that were there before; returns how many are new.
(isAgain) => {
  const seen = (globalThis.seenLooks = (isAgain && globalThis.seenLooks) || new Set());
  const looks = new Map([[null, ""]]);
  const LARGE = 24, LARGE_BOLD = 18.66;
  const styleOf = (one) => {
    const style = getComputedStyle(one);
    const size = parseFloat(style.fontSize);
    const isLarge = size >= LARGE || (size >= LARGE_BOLD && style.fontWeight >= 700);
    const isPlaced = !["static", "relative"].includes(style.position);
    return [style.color, style.backgroundColor, style.backgroundImage, style.opacity, style.textShadow, style.filter, isLarge, isPlaced, one.checkVisibility({ visibilityProperty: true })].join();
  };
  const hasWords = (one) => [...one.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim()) || one.matches("input, select, textarea");
  let count = 0;
  for (const one of document.querySelectorAll("*")) {
    const look = `${looks.get(one.parentElement)}|${styleOf(one)}`;
    looks.set(one, look);
    one.removeAttribute("data-look");
    if (hasWords(one) && !seen.has(look)) {
      seen.add(look);
      one.dataset.look = count += 1;
    }
  }
  return count;
}
