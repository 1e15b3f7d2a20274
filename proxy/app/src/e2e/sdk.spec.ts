import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect } from "@playwright/test";
import { prompt, receivedWithoutOriginals } from "./prompt.ts";
import { test } from "./stack.ts";

const program = fileURLToPath(new URL("sdk-client.mjs", import.meta.url));
const preload = new URL("sdk-proxy.mjs", import.meta.url).href;

test("the official openai package reads the originals, whole and streamed, and the API never saw them", async ({
  loopback,
  cloakroom,
}) => {
  await loopback.forget();
  const { stdout } = await promisify(execFile)(process.execPath, [program, prompt], {
    env: {
      PATH: process.env.PATH,
      HTTPS_PROXY: `http://${cloakroom.proxy}`,
      NODE_EXTRA_CA_CERTS: cloakroom.ca,
      NODE_OPTIONS: `--import ${preload}`,
    },
  });
  const { whole, streamed } = JSON.parse(stdout);
  expect(whole).toMatch(/^Dear Marta Kowalczyk, .*marta\.kowalczyk@example\.com/);
  expect(streamed).toBe(whole);
  const received = await receivedWithoutOriginals(loopback);
  expect(received.map(({ host, target }) => host + target)).toEqual(Array(2).fill("api.openai.com/v1/chat/completions"));
  for (const { body } of received) expect(JSON.parse(body).messages[0].content).toMatch(/^Please reply to \[PERSON_\d+\]/);
});
