import { createServer, type Server } from "node:https";
import type { AddressInfo } from "node:net";
import { createSecureContext } from "node:tls";
import { expect } from "@playwright/test";
import { signWithStolenIntermediate } from "./certificates.ts";
import { type Browser, startBrowser } from "./chromium.ts";
import { test } from "./stack.ts";

const own = "chatgpt.com";
const foreign = "bank.example";

/** Somebody who took an operator's intermediate and its key stands between a browser and the world. */
test.describe("a stolen intermediate", () => {
  let server: Server;
  let browser: Browser;

  test.beforeAll(async ({ cloakroom }) => {
    const contexts = Object.fromEntries(
      [own, foreign].map((host) => [host, createSecureContext(signWithStolenIntermediate(cloakroom.data, "OpenAI", host))]),
    );
    server = createServer({ SNICallback: (host, done) => done(null, contexts[host]) }, (_, response) => {
      response.end("<title>thief</title>");
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = `127.0.0.1:${(server.address() as AddressInfo).port}`;
    browser = await startBrowser({ trust: [cloakroom.ca], hosts: { [own]: address, [foreign]: address } });
  });

  test.afterAll(async () => {
    await browser.close();
    server.closeAllConnections();
    server.close();
  });

  test("trust 10: Chromium believes it for its operator's host and for no other", async () => {
    const page = await browser.context.newPage();
    await page.goto(`https://${own}/`);
    await expect(page).toHaveTitle("thief");
    await expect(page.goto(`https://${foreign}/`)).rejects.toThrow(/ERR_CERT/);
  });
});
