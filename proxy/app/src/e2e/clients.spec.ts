import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { Code } from "@connectrpc/connect";
import { expect } from "@playwright/test";
import type { Cloakroom } from "./cloakroom.ts";
import { privateKey, prompt, receivedNoKey, receivedWithoutOriginals, stopped } from "./prompt.ts";
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

const askWith = async (cloakroom: Cloakroom, program: string, service: string, text: string) =>
  JSON.parse(await run(cloakroom, process.execPath, file(program), service, text));

for (const { service, host, status = 400 } of [
  { service: "openai responses", host: "api.openai.com" },
  { service: "anthropic", host: "api.anthropic.com" },
  { service: "google genai", host: "generativelanguage.googleapis.com" },
  { service: "mistral", host: "api.mistral.ai" },
  { service: "ollama", host: "ollama.com" },
  { service: "bedrock with a bearer key", host: "bedrock-runtime.us-east-1.amazonaws.com", status: 403 },
]) {
  test(`${service}: the package reads the originals, whole and streamed, and the service never saw them`, async ({
    loopback,
    cloakroom,
  }) => {
    await loopback.forget();
    const { whole, streamed } = await askWith(cloakroom, "sdk-services.mjs", service, prompt);
    expect(whole).toMatch(originals);
    expect(streamed).toBe(whole);
    const received = await receivedWithoutOriginals(loopback);
    expect(received.map((request) => request.host)).toEqual([host, host]);
    for (const { body } of received) expect(body).toMatch(placeholder);
  });

  test(`${service}: a block is the vendor's own error, and nothing leaves`, async ({ loopback, cloakroom }) => {
    await loopback.forget();
    const thrown = await askWith(cloakroom, "sdk-services.mjs", service, privateKey);
    expect(thrown).toMatchObject({ status, message: expect.stringMatching(stopped) });
    expect(await loopback.received()).toEqual([]);
  });
}

for (const { service, host } of [
  { service: "openai realtime", host: "api.openai.com" },
  { service: "@microsoft/signalr", host: "substrate.office.com" },
]) {
  test(`${service}: messages leave with placeholders and are read with originals`, async ({ loopback, cloakroom }) => {
    await loopback.forget();
    const { whole, streamed } = await askWith(cloakroom, "sdk-sockets.mjs", service, prompt);
    expect(streamed).toMatch(originals);
    expect(whole).toBe(streamed);
    const received = await receivedWithoutOriginals(loopback);
    expect(new Set(received.map((message) => message.host))).toEqual(new Set([host]));
    const prompts = received.filter(({ body }) => body.includes("Please reply"));
    expect(prompts).toMatchObject([{ method: "WS-SEND", body: expect.stringMatching(placeholder) }]);
  });

  test(`${service}: a block is an answer in the conversation, and nothing leaves`, async ({ loopback, cloakroom }) => {
    await loopback.forget();
    expect((await askWith(cloakroom, "sdk-sockets.mjs", service, privateKey)).whole).toMatch(stopped);
    await receivedNoKey(loopback);
  });
}

test("openai realtime: sound passes as it is and is counted as sound", async ({ loopback, cloakroom }) => {
  await loopback.forget();
  const { spoken } = await askWith(cloakroom, "sdk-sockets.mjs", "openai realtime", prompt);
  const sound = (await loopback.received()).find(({ body }) => body.includes("input_audio_buffer.append"));
  expect(JSON.parse(sound?.body ?? "{}").audio).toBe(spoken);
  const metrics = await (await fetch(`${cloakroom.console}/metrics`)).text();
  expect(metrics).toMatch(/type="AUDIO_BYTES"/);
});

test("ws: a compressed message in many fragments is one message, and its answer has the originals", async ({
  loopback,
  cloakroom,
}) => {
  await loopback.forget();
  const { streamed, extensions } = await askWith(cloakroom, "sdk-sockets.mjs", "ws", prompt);
  expect(extensions).toContain("permessage-deflate");
  expect(streamed).toMatch(originals);
  const received = await receivedWithoutOriginals(loopback);
  expect(received.filter(({ method }) => method === "WS-SEND").map(({ body }) => JSON.parse(body).clientContent.turns)).toEqual([
    [{ role: "user", parts: [{ text: expect.stringMatching(/^Please reply to \[PERSON_\d+\]/) }] }],
  ]);
});

test("ws: where a site has no words for a block, the WebSocket is closed with the reason", async ({ loopback, cloakroom }) => {
  await loopback.forget();
  const { closed } = await askWith(cloakroom, "sdk-sockets.mjs", "ws", privateKey);
  expect(closed).toMatchObject({ code: 1008, reason: expect.stringMatching(stopped) });
  await receivedNoKey(loopback);
});

test("openai files: what is uploaded arrives with placeholders", async ({ loopback, cloakroom }) => {
  await loopback.forget();
  expect(await askWith(cloakroom, "sdk-services.mjs", "openai files", prompt)).toEqual({ id: "file-1" });
  const received = await receivedWithoutOriginals(loopback);
  expect(received.map(({ target }) => target)).toEqual(["/v1/files"]);
  expect(received[0]?.body).toMatch(placeholder);
});

test("openai files: a notebook of 27 MiB, too large to wait in memory, arrives with placeholders and its picture", async ({
  loopback,
  cloakroom,
}) => {
  await loopback.forget();
  expect(await askWith(cloakroom, "sdk-services.mjs", "openai files, a large one", prompt)).toEqual({ id: "file-1" });
  const [upload] = await receivedWithoutOriginals(loopback);
  expect(upload?.body).toMatch(placeholder);
  expect(upload?.body.length).toBeGreaterThan((20 << 20) * (4 / 3));
});

test("bedrock with signatures: nothing leaves, and the package says why", async ({ loopback, cloakroom }) => {
  await loopback.forget();
  expect(await askWith(cloakroom, "sdk-services.mjs", "bedrock with signatures", prompt)).toMatchObject({
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
  const { streamed } = await askWith(cloakroom, "sdk-services.mjs", "kimi", prompt);
  expect(streamed).toMatch(originals);
  const received = await receivedWithoutOriginals(loopback);
  expect(received.map(({ host, target }) => host + target)).toEqual(["www.kimi.com/apiv2/kimi.gateway.chat.v1.ChatService/Chat"]);
});

for (const protocol of ["Connect with protobuf", "gRPC-Web"]) {
  test(`${protocol}: a block is the protocol's own error, and nothing leaves`, async ({ loopback, cloakroom }) => {
    await loopback.forget();
    const thrown = await askWith(cloakroom, "sdk-services.mjs", protocol, privateKey);
    expect(thrown).toMatchObject({
      name: "ConnectError",
      message: expect.stringMatching(stopped),
      status: Code.PermissionDenied,
    });
    expect(await loopback.received()).toEqual([]);
  });
}

test("curl: a streamed answer has the originals, and the API never saw them", async ({ loopback, cloakroom }) => {
  await loopback.forget();
  const body = JSON.stringify({ model: "gpt-4o", stream: true, messages: [{ role: "user", content: prompt }] });
  const streamed = await run(
    cloakroom,
    "/usr/bin/curl",
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
  const { whole, streamed } = JSON.parse(await run(cloakroom, "/usr/bin/python3", file("sdk-client.py"), prompt));
  expect(whole).toMatch(originals);
  expect(streamed).toBe(whole);
  expect(await receivedWithoutOriginals(loopback)).toHaveLength(2);
});

test("kimi, curl and Python's http.client: a block is read, and nothing leaves", async ({ loopback, cloakroom }) => {
  await loopback.forget();
  expect((await askWith(cloakroom, "sdk-services.mjs", "kimi", privateKey)).streamed).toMatch(stopped);
  expect(JSON.parse(await run(cloakroom, "/usr/bin/python3", file("sdk-client.py"), privateKey)).whole).toMatch(stopped);
  const body = JSON.stringify({ model: "gpt-4o", messages: [{ role: "user", content: privateKey }] });
  const curl = await run(cloakroom, "/usr/bin/curl", "--silent", "--json", body, "https://api.openai.com/v1/chat/completions");
  expect(JSON.parse(curl).error.message).toMatch(stopped);
  expect(await loopback.received()).toEqual([]);
});
