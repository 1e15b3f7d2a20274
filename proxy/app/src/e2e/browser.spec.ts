import { rmSync } from "node:fs";
import { expect, type Page } from "@playwright/test";
import { type Browser, startBrowser } from "./chromium.ts";
import { ChipView, extensionFor } from "./extension.ts";
import { Popup } from "./popup.ts";
import { privateKey, prompt, receivedNoKey, receivedWithoutOriginals, stopped } from "./prompt.ts";
import { shot } from "./screenshots.ts";
import { test } from "./stack.ts";

/** A person's browser, set up as /setup says, on the loopback internet. */
test.describe("a browser through Cloakroom", () => {
  let folder: string;
  let browser: Browser;
  let page: Page;

  test.beforeAll(async ({ loopback, cloakroom }) => {
    folder = extensionFor(cloakroom.console);
    browser = await startBrowser({
      trust: [cloakroom.ca, loopback.ca],
      proxy: cloakroom.proxy,
      extension: folder,
    });
  });

  test.afterAll(async () => {
    await browser.close();
    rmSync(folder, { recursive: true });
  });

  test.beforeEach(async ({ loopback }) => {
    await loopback.forget();
    page = await browser.context.newPage();
  });

  test.afterEach(() => page.close());

  async function ask(composer: string, text: string): Promise<string> {
    await page.locator(composer).fill(text);
    await page.locator(composer).press("Enter");
    await page.locator(".assistant[data-done]").waitFor();
    return page.locator(".assistant").innerText();
  }

  test("ChatGPT answers about the originals and never saw them, in drafts neither", async ({ loopback }) => {
    await page.goto("https://chatgpt.com/");
    const drafted = page.waitForRequest(/generate_autocompletions/);
    await page.locator("#prompt-textarea").pressSequentially("Please reply to Marta Kowalczyk, ");
    await drafted;
    expect(await ask("#prompt-textarea", prompt)).toMatch(/^Dear Marta Kowalczyk, .*marta\.kowalczyk@example\.com/);
    await expect(page.locator("#title")).toHaveText("About Marta Kowalczyk");
    await shot(page, "chatgpt-restored");
    const received = await receivedWithoutOriginals(loopback);
    const asked = received.filter(({ target }) => target === "/backend-api/f/conversation");
    expect(asked.map(({ body }) => JSON.parse(body).messages[0].content.parts[0])).toEqual([
      expect.stringMatching(
        /^Please reply to \[PERSON_\d+\] \(\[EMAIL_\d+\], \[PHONE_\d+\]\)\. Her card \[CREDIT_CARD_\d+\] was/,
      ),
    ]);
  });

  test("DeepSeek's page keeps placeholders, as it and ByteDance's collector received them; /mine says what they stand for", async ({
    loopback,
    cloakroom,
  }) => {
    await page.goto("https://chat.deepseek.com/");
    const reported = page.waitForResponse((response) => response.url() === "https://gator.volces.com/list");
    expect(await ask("#chat-input", prompt)).toMatch(/^Dear \[PERSON_\d+\], .*\[EMAIL_\d+\]/);
    await reported;
    await shot(page, "deepseek-placeholders");
    const received = await receivedWithoutOriginals(loopback);
    const hosts = received.filter(({ body }) => body.includes("[PERSON_")).map(({ host }) => host);
    expect(new Set(hosts)).toEqual(new Set(["chat.deepseek.com", "gator.volces.com"]));
    await page.goto(`${cloakroom.console}/mine`);
    await expect(page.locator("body")).toContainText("Marta Kowalczyk");
    await shot(page, "mine");
  });

  test("a blocked message is answered in the conversation, and nothing of it leaves", async ({ loopback }) => {
    await page.goto("https://chatgpt.com/");
    const answer = await ask("#prompt-textarea", `Why does this key not work?\n${privateKey}`);
    expect(answer).toMatch(stopped);
    await shot(page, "chatgpt-blocked");
    await receivedNoKey(loopback);
    const received = await loopback.received();
    expect(received.filter(({ target }) => target === "/backend-api/f/conversation")).toEqual([]);
  });

  for (const { address, host } of [
    { address: "https://copilot.microsoft.com/", host: "copilot.microsoft.com" },
    { address: "https://character.ai/", host: "neo.character.ai" },
  ]) {
    test(`${address}: what its WebSocket says is shown with originals, and a block as an answer`, async ({ loopback }) => {
      await page.goto(address);
      expect(await ask("#userInput", prompt)).toMatch(/^Dear Marta Kowalczyk, .*marta\.kowalczyk@example\.com/);
      const received = await receivedWithoutOriginals(loopback);
      const messages = received.filter(({ method }) => method === "WS-SEND");
      expect(messages.map((message) => message.host)).toEqual([host]);
      expect(messages[0]?.body).toMatch(/Please reply to \[PERSON_\d+\]/);
      await page.reload();
      expect(await ask("#userInput", `Why does this key not work?\n${privateKey}`)).toMatch(stopped);
      await receivedNoKey(loopback);
    });
  }

  test("a site in no catalogue keeps its own certificate", async () => {
    const issuerOf = async (address: string) => (await (await page.goto(address))?.securityDetails())?.issuer;
    expect(await issuerOf("https://intranet.example.org/")).toBe("Loopback Internet Root");
    expect(await issuerOf("https://chatgpt.com/")).toMatch(/Cloakroom/);
  });

  const badOrigins = [
    { host: "chat.openai.com", reason: /expired/i },
    { host: "eu.api.openai.com", reason: /not for eu\.api\.openai\.com/i },
  ];
  for (const { host, reason } of badOrigins) {
    test(`trust 7: the bad certificate of ${host} is a page that says why, and nobody there is asked`, async ({ loopback }) => {
      const response = await page.goto(`https://${host}/`);
      expect(response?.status()).toBe(502);
      await expect(page.locator("body")).toContainText(reason);
      await shot(page, `bad-certificate-${host}`);
      expect((await loopback.received()).filter((request) => request.host === host)).toEqual([]);
    });
  }

  test("the chip says what the proxy then does, and the popup that the page is protected", async () => {
    await page.goto("https://chatgpt.com/");
    const chip = new ChipView(page);
    await page.locator("#prompt-textarea").fill(prompt);
    await chip.says("1 name, 1 e-mail address, 1 phone number, and 1 card number stay here");
    await shot(page, "chip-real");
    await page.locator("#prompt-textarea").fill(privateKey);
    await chip.says(/^This would be blocked: A private key is in this message/);
    await shot(page, "chip-real-blocked");
    const popup = await Popup.open(browser.context);
    await popup.shows("protected");
    expect(await popup.text()).toMatch(/^ChatGPT is protected/);
    await popup.shot("popup-protected");
    await popup.close();
  });
});
