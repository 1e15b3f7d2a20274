import { rmSync } from "node:fs";
import { expect, type Page } from "@playwright/test";
import { chipStyle } from "../../../../extension/browser/src/composer/chip-style.ts";
import { axe, seriousFindings } from "./accessibility.ts";
import { clean, type ScriptedBackend, startScriptedBackend } from "./backend.ts";
import { type Browser, startBrowser } from "./chromium.ts";
import { ChipView, extensionFor, extensionId, stopServiceWorker } from "./extension.ts";
import { Popup } from "./popup.ts";
import { shot } from "./screenshots.ts";
import { test } from "./stack.ts";

const chatGpt = { site: "chatgpt", address: "https://chatgpt.com/", composer: "#prompt-textarea" };
const deepSeek = { site: "deepseek", address: "https://chat.deepseek.com/", composer: "#chat-input" };
const withheld = { ...clean, action: "redact", withheld: { PERSON: 2, CREDIT_CARD: 1 }, sent: { ORGANIZATION: 1 } };
const blocked = { ...clean, action: "block", reason: "Health data does not go to ChatGPT.", withheld: { MEDICAL: 1 } };
const staysHere = "2 names and 1 card number stay here";
const notChecked = "Not checked: Cloakroom cannot be reached";

/** Only what the extension does by itself: the backend is scripted, and the chatbots are reached without a proxy. */
test.describe("extension alone", () => {
  let backend: ScriptedBackend;
  let folder: string;
  let browser: Browser;
  let page: Page;
  let chip: ChipView;

  test.beforeAll(async ({ loopback }) => {
    backend = await startScriptedBackend();
    folder = extensionFor(backend.url);
    browser = await startBrowser({ trust: [loopback.ca], hosts: loopback.hosts, extension: folder });
  });

  test.afterAll(async () => {
    await browser.close();
    rmSync(folder, { recursive: true });
    backend.stop();
  });

  test.beforeEach(async () => {
    backend.answer((text) => (text.includes("Marta") ? withheld : clean));
    page = await browser.context.newPage();
    chip = new ChipView(page);
  });

  test.afterEach(() => page.close());

  async function type(text: string): Promise<void> {
    await page.locator(chatGpt.composer).pressSequentially(text);
  }

  for (const { site, address, composer } of [chatGpt, deepSeek]) {
    test(`says at the composer of ${site} what stays here, and nothing when there is nothing`, async () => {
      await page.goto(address);
      const before = await page.locator("form").boundingBox();
      await page.locator(composer).pressSequentially("Write to Marta");
      await chip.says(staysHere);
      expect(await chip.spoken()).toBe(staysHere);
      expect(await page.locator("form").boundingBox()).toEqual(before);
      const question = backend.questions.at(-1);
      expect(question).toMatchObject({ site, origin: `chrome-extension://${extensionId}` });
      expect(question?.text.trim()).toBe("Write to Marta");
      await page.locator(composer).fill("Write to nobody");
      await chip.says("");
    });
  }

  test("is gone with the message, when the site empties the composer itself", async () => {
    await page.goto(deepSeek.address);
    await page.locator(deepSeek.composer).pressSequentially("Write to Marta");
    await chip.says(staysHere);
    await page.keyboard.press("Enter");
    await chip.says("");
  });

  test("unfolds by mouse and by keyboard, and folds again", async () => {
    await page.goto(chatGpt.address);
    await type("Write to Marta");
    await chip.says(staysHere);
    await chip.click();
    expect(await chip.details()).toMatch(
      /Stays here\s+2 names, 1 card number\s+Goes as written\s+1 organisation\s+.*\[PERSON_1\]/,
    );
    await shot(page, "chip-withheld");
    await page.keyboard.press("Escape");
    expect(await chip.details()).toBe("");
    await page.locator(chatGpt.composer).focus();
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    expect(await chip.details()).toMatch(/Stays here/);
    await shot(page, "chip-keyboard");
  });

  test("says that and why a message would be blocked", async () => {
    backend.answer(() => blocked);
    await page.goto(chatGpt.address);
    await type("His diagnosis");
    await chip.says("This would be blocked: Health data does not go to ChatGPT.");
    await shot(page, "chip-blocked");
  });

  const silences: readonly (readonly [string, unknown])[] = [
    ["closes the connection", undefined],
    ["does not speak JSON", "<h1>Bad gateway</h1>"],
    ["answers something else", { status: "ok" }],
    ["answers half a verdict", { action: "allow" }],
  ];
  for (const [what, answer] of silences) {
    test(`says that nothing was checked when the backend ${what}, and recovers`, async () => {
      backend.answer(() => answer);
      await page.goto(chatGpt.address);
      await type("Write to");
      await chip.says(notChecked);
      if (answer === undefined) await shot(page, "chip-unavailable");
      backend.answer(() => withheld);
      await type(" Marta");
      await chip.says(staysHere);
    });
  }

  test("the last question wins, however late an earlier answer comes", async () => {
    let release = (): void => undefined;
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    backend.answer((text) => (text.includes("two") ? blocked : released.then(() => withheld)));
    await page.goto(chatGpt.address);
    const asked = backend.questions.length;
    await type("one");
    await expect.poll(() => backend.questions.length).toBe(asked + 1);
    await type(" two");
    await chip.says(/blocked/);
    release();
    await type(" again two");
    await expect.poll(() => backend.questions.length).toBe(asked + 3);
    await chip.says(/blocked/);
  });

  test("wakes a service worker that the browser has ended", async () => {
    await page.goto(chatGpt.address);
    await type("Write");
    await stopServiceWorker(browser.context);
    await type(" to Marta");
    await chip.says(staysHere);
  });

  test("a hostile page can neither read the chip, nor ask, nor press, nor get rid of it", async () => {
    await page.addInitScript(() => {
      const attach = Element.prototype.attachShadow;
      Element.prototype.attachShadow = function (init) {
        const root = attach.call(this, { ...init, mode: "open" });
        Object.assign(window, { stolen: root });
        return root;
      };
    });
    await page.goto(chatGpt.address);
    await type("Write to Marta");
    await chip.says(staysHere);
    const asked = backend.questions.length;
    const seen = await page.evaluate((text) => {
      const host = document.querySelector("cloakroom-chip") as HTMLElement;
      const api = (globalThis as { chrome?: { runtime?: unknown } }).chrome?.runtime;
      window.postMessage({ kind: "inspect", text: "forged" }, "*");
      host.dispatchEvent(new MouseEvent("click", { bubbles: true, composed: true }));
      host.click();
      const page = document.documentElement;
      const readable = [page.outerHTML, page.innerText, page.textContent].some((all) => all?.includes(text));
      return { root: host.shadowRoot, stolen: "stolen" in window, api: api !== undefined, readable };
    }, "stay here");
    expect(seen).toEqual({ root: null, stolen: false, api: false, readable: false });
    expect(await chip.details()).toBe("");
    expect(backend.questions.length).toBe(asked);
    await page.evaluate(() => document.querySelector("cloakroom-chip")?.remove());
    await type("!");
    await chip.says(staysHere);
  });

  test("follows a composer that the site replaces, and its dark theme", async () => {
    await page.goto(chatGpt.address);
    await type("Write to Marta");
    await chip.says(staysHere);
    await page.evaluate(() => {
      const old = document.querySelector("form") as HTMLElement;
      document.body.style.cssText = "background:#212121;color:#ececec";
      (document.querySelector("#thread") as HTMLElement).style.maxHeight = "200px";
      old.replaceWith(old.cloneNode(true));
    });
    await chip.says(staysHere);
    await expect(async () => {
      const form = await page.locator("form").boundingBox();
      const { x, y, width, height } = await chip.box();
      expect(y + height).toBeLessThan(form?.y ?? 0);
      expect(x + width).toBeCloseTo((form?.x ?? 0) + (form?.width ?? 0), 0);
    }).toPass();
    await shot(page, "chip-dark");
  });

  test("has no serious accessibility findings in any of its looks", async () => {
    const looks: string[] = [];
    for (const answer of [withheld, blocked, undefined]) {
      backend.answer(() => answer);
      await page.goto(chatGpt.address);
      await type("Write");
      await chip.says(/./);
      await chip.click();
      looks.push(await chip.html());
    }
    await page.setContent(
      `<html lang="en"><title>Chip</title><style>${chipStyle}</style><main><h1>Chip</h1>${looks.join("")}</main>`,
    );
    await page.evaluate(axe);
    expect(await page.evaluate(seriousFindings)).toEqual([]);
  });

  test("the popup says that a chatbot's page is not protected, and where to set the browser up", async () => {
    await page.goto(chatGpt.address);
    const popup = await Popup.open(browser.context);
    await popup.shows("unprotected");
    expect(await popup.text()).toMatch(/ChatGPT is not protected/);
    expect(await popup.evaluate("document.querySelector('a').href")).toBe(`${backend.url}/setup`);
    await popup.shot("popup-unprotected");
    await popup.evaluate(axe);
    expect(await popup.evaluate(seriousFindings)).toEqual([]);
    await popup.close();
  });

  test("the popup says that a page is no chatbot's", async () => {
    await page.goto("https://intranet.example.org/");
    const popup = await Popup.open(browser.context);
    await popup.shows("notChatbot");
    expect(await popup.text()).toMatch(/Not a chatbot page/);
    await popup.shot("popup-not-a-chatbot");
    await popup.close();
  });

  test("the popup says that the backend cannot be reached", async ({ loopback }) => {
    const nobody = extensionFor("http://127.0.0.1:9");
    const alone = await startBrowser({ trust: [loopback.ca], hosts: loopback.hosts, extension: nobody });
    await (await alone.context.newPage()).goto(chatGpt.address);
    const popup = await Popup.open(alone.context);
    await popup.shows("unreachable");
    expect(await popup.text()).toMatch(/Nothing answers at http:\/\/127\.0\.0\.1:9,/);
    await popup.shot("popup-unreachable");
    await popup.close();
    await alone.close();
    rmSync(nobody, { recursive: true });
  });
});
