// What reaches beyond the window sideways, unless it can be scrolled there by itself.
() => {
  const scrolls = (element) => {
    for (let at = element.parentElement; at && at !== document.body; at = at.parentElement) {
      if (["auto", "scroll"].includes(getComputedStyle(at).overflowX)) return true;
    }
    return false;
  };
  const width = document.documentElement.clientWidth;
  const found = [...document.body.querySelectorAll("*")].filter((element) => {
    const box = element.getBoundingClientRect();
    return box.width > 1 && (box.right > width + 1 || box.left < -1) && !scrolls(element);
  });
  const wide = document.documentElement.scrollWidth > width ? ["the page scrolls sideways"] : [];
  const name = (element) => `${element.tagName.toLowerCase()}.${element.getAttribute("class") || ""}`;
  const outermost = found.filter((element) => !found.includes(element.parentElement));
  return wide.concat(outermost.map((element) => `${name(element)} sticks out: ${element.textContent.trim().replace(/\s+/g, " ").slice(0, 40)}`));
}
