import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, type Page } from "@playwright/test";
import { axe, seriousFindings } from "./accessibility.ts";
import { type Browser, startBrowser } from "./chromium.ts";
import { type Cloakroom, startCloakroom } from "./cloakroom.ts";
import { shot } from "./screenshots.ts";
import { test } from "./stack.ts";

const policy = `
id: pages
version: "1"
rules:
  - id: strangers
    where: { kinds: [third_party] }
    action: block
    reason: An Dritte, denen die Seite eines Chatbots Nutzungsdaten schickt, geht aus diesem Netz nichts (Datenschutz-Grundverordnung, Artikel 44).
  - id: closed
    where: { sites: [deepseek] }
    action: block
    reason: 이 조직에서는 DeepSeek를 사용할 수 없습니다(개인정보 보호 규정 제7조). 승인된 서비스를 이용하세요.
  - id: mail
    what: { types: [EMAIL] }
    action: block
    reason: Mail addresses stay in this organisation.
  - { id: rest, what: {}, action: redact }
`;

const kinds = [
  { kind: "closed-site", address: "https://chat.deepseek.com/", status: 403, title: "DeepSeek is not open here" },
  { kind: "third-party", address: "https://gator.volces.com/list", status: 403, title: "gator.volces.com is not open here" },
  { kind: "page-transport", address: "https://grok.com/", status: 403, title: "grok.com is not open here" },
  {
    kind: "tenant",
    address: "https://chatgpt.com/backend-anon/conversation",
    status: 403,
    title: "ChatGPT is open to your organisation's accounts only",
  },
  {
    kind: "in-the-address",
    address: "https://chatgpt.com/backend-api/conversations/search?query=ada%40example.org",
    status: 403,
    title: "This was not sent to ChatGPT",
  },
  { kind: "unreachable", address: "https://api.mistral.ai/", status: 502, title: "api.mistral.ai cannot be reached" },
  {
    kind: "certificate",
    address: "https://chat.openai.com/",
    status: 502,
    title: "The connection to chat.openai.com is not safe",
  },
] as const;

/** What a person reads who goes where they cannot, and what a page gets that asks the same by itself. */
test.describe("pages of Cloakroom's own", () => {
  let folder: string;
  let cloakroom: Cloakroom;
  let browser: Browser;
  let page: Page;

  test.beforeAll(async ({ loopback }) => {
    folder = mkdtempSync(join(tmpdir(), "cloakroom-pages-"));
    writeFileSync(join(folder, "policy.yaml"), policy);
    const nobody = { "grok.com": "127.0.0.1:9", "api.mistral.ai": "127.0.0.1:9" };
    cloakroom = await startCloakroom(loopback, {
      policy: join(folder, "policy.yaml"),
      tenants: { openai: { allowed: ["workspace-1"] } },
      upstream: { hosts: { ...loopback.hosts, ...nobody }, trust: [loopback.ca] },
    });
    browser = await startBrowser({ trust: [cloakroom.ca, loopback.ca], proxy: cloakroom.proxy });
    page = await browser.context.newPage();
  });

  test.afterAll(async () => {
    await browser.close();
    await cloakroom.stop();
    rmSync(folder, { recursive: true });
  });

  for (const { kind, address, status, title } of kinds) {
    test(`${kind}: a page that says why and what to do, on every screen`, async () => {
      await page.setViewportSize({ width: 1000, height: 640 });
      await page.emulateMedia({ colorScheme: "light" });
      const response = await page.goto(address);
      expect(response?.status()).toBe(status);
      await expect(page.getByRole("heading", { level: 1 })).toHaveText(title);
      await page.evaluate(axe);
      expect(await page.evaluate(seriousFindings)).toEqual([]);
      await shot(page, `page-${kind}`);
      await page.setViewportSize({ width: 320, height: 640 });
      await page.emulateMedia({ colorScheme: "dark" });
      expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(320);
      expect(await page.evaluate(seriousFindings)).toEqual([]);
      await shot(page, `page-${kind}-dark-narrow`);
    });
  }

  test("what a page asks by itself is refused as the site itself would", async () => {
    await page.goto("https://chatgpt.com/");
    const asked = await page.evaluate(async () => {
      const response = await fetch("/backend-anon/conversation", { headers: { Accept: "text/html" } });
      return { status: response.status, body: await response.json() };
    });
    expect(asked.status).toBe(403);
    expect(asked.body.detail).toMatch(/^Cloakroom did not send this\./);
  });
});
