import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect } from "@playwright/test";
import type { Cloakroom } from "./cloakroom.ts";
import { prompt, receivedWithoutOriginals } from "./prompt.ts";
import { test } from "./stack.ts";

const file = (name: string) => fileURLToPath(new URL(name, import.meta.url));
const preload = new URL("sdk-proxy.mjs", import.meta.url).href;
const originals = /^Dear Marta Kowalczyk, .*marta\.kowalczyk@example\.com/;
const placeholder = /\[[A-Z_]+_\d+\]/;

/** Runs a client as an admin sets it up: with the proxy's address and the installation's root certificate. */
async function run(cloakroom: Cloakroom, command: string, ...args: string[]): Promise<string> {
  const env = {
    PATH: process.env.PATH,
    HTTPS_PROXY: `http://${cloakroom.proxy}`,
    NODE_EXTRA_CA_CERTS: cloakroom.ca,
    NODE_OPTIONS: `--import ${preload}`,
    SSL_CERT_FILE: cloakroom.ca,
    CURL_CA_BUNDLE: cloakroom.ca,
  };
  return (await promisify(execFile)(command, args, { env })).stdout;
}

for (const [service, host] of Object.entries({
  "openai responses": "api.openai.com",
  anthropic: "api.anthropic.com",
  "google genai": "generativelanguage.googleapis.com",
  mistral: "api.mistral.ai",
  ollama: "ollama.com",
  "bedrock with a bearer key": "bedrock-runtime.us-east-1.amazonaws.com",
})) {
  test(`${service}: the package reads the originals, whole and streamed, and the service never saw them`, async ({
    loopback,
    cloakroom,
  }) => {
    await loopback.forget();
    const { whole, streamed } = JSON.parse(await run(cloakroom, process.execPath, file("sdk-services.mjs"), service, prompt));
    expect(whole).toMatch(originals);
    expect(streamed).toBe(whole);
    const received = await receivedWithoutOriginals(loopback);
    expect(received.map((request) => request.host)).toEqual([host, host]);
    for (const { body } of received) expect(body).toMatch(placeholder);
  });
}

test("openai files: what is uploaded arrives with placeholders", async ({ loopback, cloakroom }) => {
  await loopback.forget();
  const answer = await run(cloakroom, process.execPath, file("sdk-services.mjs"), "openai files", prompt);
  expect(JSON.parse(answer)).toEqual({ id: "file-1" });
  const received = await receivedWithoutOriginals(loopback);
  expect(received.map(({ target }) => target)).toEqual(["/v1/files"]);
  expect(received[0]?.body).toMatch(placeholder);
});

test("bedrock with signatures: nothing leaves, and the package says why", async ({ loopback, cloakroom }) => {
  await loopback.forget();
  const answer = await run(cloakroom, process.execPath, file("sdk-services.mjs"), "bedrock with signatures", prompt);
  expect(JSON.parse(answer)).toMatchObject({
    name: "AccessDeniedException",
    message: expect.stringContaining("Cloakroom"),
    status: 403,
  });
  expect(await loopback.received()).toEqual([]);
});

test("kimi: Connect over HTTP/1.1 shows the originals while it streams, and the site never saw them", async ({
  loopback,
  cloakroom,
}) => {
  await loopback.forget();
  const { streamed } = JSON.parse(await run(cloakroom, process.execPath, file("sdk-services.mjs"), "kimi", prompt));
  expect(streamed).toMatch(originals);
  const received = await receivedWithoutOriginals(loopback);
  expect(received.map(({ host, target }) => host + target)).toEqual(["www.kimi.com/apiv2/kimi.gateway.chat.v1.ChatService/Chat"]);
});

test("curl: a streamed answer has the originals, and the API never saw them", async ({ loopback, cloakroom }) => {
  await loopback.forget();
  const body = JSON.stringify({ model: "gpt-4o", stream: true, messages: [{ role: "user", content: prompt }] });
  const streamed = await run(
    cloakroom,
    "curl",
    ...["--silent", "--show-error", "--fail", "--no-buffer", "--http1.1", "--json", body],
    "https://api.openai.com/v1/chat/completions",
  );
  const events = [...streamed.matchAll(/^data: (\{.*)$/gm)].map(([, event = ""]) => JSON.parse(event));
  expect(events.map((event) => event.choices[0].delta.content ?? "").join("")).toMatch(originals);
  expect(await receivedWithoutOriginals(loopback)).toHaveLength(1);
});

test("Python's http.client reads the originals, whole and streamed, and the API never saw them", async ({
  loopback,
  cloakroom,
}) => {
  await loopback.forget();
  const { whole, streamed } = JSON.parse(await run(cloakroom, "python3", file("sdk-client.py"), prompt));
  expect(whole).toMatch(originals);
  expect(streamed).toBe(whole);
  expect(await receivedWithoutOriginals(loopback)).toHaveLength(2);
});
