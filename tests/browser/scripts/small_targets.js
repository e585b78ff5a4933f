// Controls that a thumb would miss. A tick and its label are one target; a link within a
// sentence is as tall as its line.
(least) => {
  const tickable = (element) => ["radio", "checkbox"].includes(element.type);
  const boxes = (element) => [element, ...(tickable(element) ? element.labels : [])].map((one) => one.getBoundingClientRect());
  const size = (element) => {
    const all = boxes(element);
    const span = (low, high) => Math.max(...all.map((box) => box[high])) - Math.min(...all.map((box) => box[low]));
    return [span("left", "right"), span("top", "bottom")];
  };
  const isHidden = (element) => !element.checkVisibility() || element.closest(".visually-hidden, [aria-hidden=true]") || element.matches(".skip-link:not(:focus)");
  const isInSentence = (element) => {
    if (element.tagName !== "A" || getComputedStyle(element).display !== "inline") return false;
    return element.parentElement.textContent.trim() !== element.textContent.trim();
  };
  const controls = document.querySelectorAll("a[href], button, summary, select, textarea, input:not([type=hidden])");
  return [...controls].filter((element) => !isHidden(element) && !isInSentence(element)).flatMap((element) => {
    const [width, height] = size(element);
    const words = (element.textContent || element.name).trim().slice(0, 40);
    return Math.min(width, height) < least - 0.5 ? [`${words}: ${Math.round(width)} x ${Math.round(height)}`] : [];
  });
}
