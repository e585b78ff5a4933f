// What must be scrolled sideways by itself: right on a phone, wrong where there is room.
() => {
  const scrolls = (one) => ["auto", "scroll"].includes(getComputedStyle(one).overflowX);
  const cut = [...document.querySelectorAll("main *")].filter((one) => one.scrollWidth > one.clientWidth + 1 && scrolls(one));
  return cut.map((one) => `${one.className} is cut off: ${one.textContent.trim().replace(/\s+/g, " ").slice(0, 40)}`);
}
