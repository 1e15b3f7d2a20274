import { writeFileSync } from "node:fs";
import { type BrowserContext, type CDPSession, expect } from "@playwright/test";
import { extensionId, serviceWorker } from "./extension.ts";
import { target } from "./processes.ts";

declare const chrome: { action: { openPopup(): Promise<void> } };

/** The toolbar button's own popup, over the page in front. Playwright counts only tabs as pages, so the debugger is asked for it. */
export class Popup {
  private asked = 0;

  private constructor(
    private readonly session: CDPSession,
    private readonly id: string,
    private readonly sessionId: string,
  ) {}

  static async open(context: BrowserContext): Promise<Popup> {
    const session = await context.browser()?.newBrowserCDPSession();
    if (session === undefined) throw new Error("this browser has no debugger");
    await (await serviceWorker(context)).evaluate(() => chrome.action.openPopup());
    await expect.poll(() => targetOf(session), { intervals: [50] }).not.toBe("");
    const targetId = await targetOf(session);
    const { sessionId } = await session.send("Target.attachToTarget", { targetId, flatten: false });
    return new Popup(session, targetId, sessionId);
  }

  /** Waits until the popup has found out, and gives its state. */
  async shows(state: string): Promise<void> {
    const seen = () => this.evaluate<string>("document.querySelector('#state').dataset.state");
    await expect.poll(seen, { intervals: [50, 100] }).toBe(state);
  }

  text(): Promise<string> {
    return this.evaluate("document.querySelector('#state').innerText");
  }

  async evaluate<T>(expression: string): Promise<T> {
    const answer = await this.send("Runtime.evaluate", { expression, returnByValue: true, awaitPromise: true });
    return (answer as { result: { value: T } }).result.value;
  }

  async shot(name: string): Promise<void> {
    const { data } = (await this.send("Page.captureScreenshot", { format: "png" })) as { data: string };
    writeFileSync(`${target}screenshots/${name}.png`, Buffer.from(data, "base64"));
  }

  async close(): Promise<void> {
    await this.session.send("Target.closeTarget", { targetId: this.id });
    await this.session.detach();
  }

  private send(method: string, params: object): Promise<unknown> {
    const id = ++this.asked;
    return new Promise((resolve, reject) => {
      const listen = (event: { sessionId: string; message: string }): void => {
        const answer = JSON.parse(event.message);
        if (event.sessionId !== this.sessionId || answer.id !== id) return;
        this.session.off("Target.receivedMessageFromTarget", listen);
        if (answer.error === undefined) resolve(answer.result);
        else reject(new Error(`${method}: ${answer.error.message}`));
      };
      this.session.on("Target.receivedMessageFromTarget", listen);
      const message = JSON.stringify({ id, method, params });
      this.session.send("Target.sendMessageToTarget", { message, sessionId: this.sessionId }).catch(reject);
    });
  }
}

async function targetOf(session: CDPSession): Promise<string> {
  const { targetInfos } = await session.send("Target.getTargets");
  return targetInfos.find(({ url }) => url === `chrome-extension://${extensionId}/popup.html`)?.targetId ?? "";
}
