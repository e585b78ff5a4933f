// What axe finds wrong, a node a line; all else that it has to say stays in the page.
async ([where, options]) => {
  if (!("axe" in globalThis)) beginAxe();
  const { violations } = await axe.run(where ?? document, options);
  const line = (rule, node) => `${rule.id} (${rule.impact}) at ${node.target.join(" ")}: ${node.failureSummary}`;
  return violations.flatMap((rule) => rule.nodes.map((node) => line(rule, node)));
}
