// MDN's HTTP Observatory engine on a stack: `node observatory.mjs HOST HTTPS_PORT HTTP_PORT`, where
// its package is installed. The engine knows the usual ports only, so they are led to the stack's.
import net from "node:net";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const [host, https, http] = process.argv.slice(2);
const ports = { 443: Number(https), 80: Number(http) };
const connect = net.Socket.prototype.connect;
net.Socket.prototype.connect = function (...given) {
  const options = Array.isArray(given[0]) ? given[0][0] : given[0];
  options.port = ports[options.port] ?? options.port;
  options.host = "127.0.0.1";
  return connect.apply(this, given);
};

const find = createRequire(`${process.cwd()}/`);
const { scan } = await import(pathToFileURL(find.resolve("@mdn/mdn-http-observatory")));
const { scan: whole, tests } = await scan(host);
const failed = Object.entries(tests).filter(([, test]) => !test.pass);
console.log(JSON.stringify({
  grade: whole.grade,
  score: whole.score,
  passed: whole.testsPassed,
  failed: failed.map(([name, test]) => `${name}: ${test.result}`),
}));
process.exit(0);
