// Node's own HTTP parser as an origin: writes every request that came whole as a line of JSON to the file it is given.
import { appendFileSync } from "node:fs";
import { createServer } from "node:http";

const server = createServer((request, response) => {
  const parts = [];
  request.on("data", (part) => parts.push(part));
  request.on("end", () => {
    const headers = {};
    for (let i = 0; i < request.rawHeaders.length; i += 2) {
      headers[request.rawHeaders[i].toLowerCase()] ??= request.rawHeaders[i + 1];
    }
    const body = Buffer.concat(parts).toString("latin1");
    const read = { method: request.method, target: request.url, headers, body };
    appendFileSync(process.argv[2], `${JSON.stringify(read)}\n`, "latin1");
    response.end();
  });
});
server.httpAllowHalfOpen = true;
server.listen(0, "127.0.0.1", () => console.log(server.address().port));
// The test that started this holds standard input open; when it is gone, so is this.
process.stdin.on("end", () => process.exit()).resume();
