import { cpSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BrowserContext, expect, type Page, type Worker } from "@playwright/test";
import { home } from "./processes.ts";

/** Follows from the key in the manifest. */
export const extensionId = "npmgnngoejmidgcebhgckiklbgganjkh";

/** A copy of the extension as built, told to ask another backend than the one on the usual port. */
export function extensionFor(backend: string): string {
  const folder = mkdtempSync(join(tmpdir(), "cloakroom-extension-"));
  cpSync(join(home, "extension/browser/dist"), folder, { recursive: true });
  for (const file of ["manifest.json", "background.js"]) {
    const text = readFileSync(join(folder, file), "utf8");
    writeFileSync(join(folder, file), text.replaceAll("http://127.0.0.1:8181", backend));
  }
  return folder;
}

export async function serviceWorker(context: BrowserContext): Promise<Worker> {
  return context.serviceWorkers()[0] ?? (await context.waitForEvent("serviceworker"));
}

/** Ends the service worker, as the browser does after half a minute of silence. */
export async function stopServiceWorker(context: BrowserContext): Promise<void> {
  const session = await context.browser()?.newBrowserCDPSession();
  const { targetInfos = [] } = (await session?.send("Target.getTargets")) ?? {};
  for (const { type, targetId } of targetInfos) {
    if (type === "service_worker") await session?.send("Target.closeTarget", { targetId });
  }
  await session?.detach();
}

interface Node {
  readonly nodeName: string;
  readonly nodeValue: string;
  readonly backendNodeId: number;
  readonly attributes?: readonly string[];
  readonly children?: readonly Node[];
  readonly shadowRoots?: readonly Node[];
}

/** Looks into the chip's closed shadow root, which the debugger can and the page cannot. */
export class ChipView {
  constructor(private readonly page: Page) {}

  /** What the chip says, empty when it is not to be seen. */
  async headline(): Promise<string> {
    const frame = await this.find("frame");
    if (frame === undefined || has(frame, "hidden")) return "";
    return textOf(within(frame, "headline"));
  }

  /** What a screen reader is told. */
  async spoken(): Promise<string> {
    return textOf(await this.find("spoken"));
  }

  /** What is unfolded, empty when nothing is. */
  async details(): Promise<string> {
    const details = await this.find("details");
    return details === undefined || has(details, "hidden") ? "" : textOf(details);
  }

  async says(expected: string | RegExp): Promise<void> {
    const says = expect.poll(() => this.headline(), { intervals: [50, 100], timeout: 10_000 });
    await (typeof expected === "string" ? says.toBe(expected) : says.toMatch(expected));
  }

  /** Where the chip is on the page, in CSS pixels. */
  async box(): Promise<{ x: number; y: number; width: number; height: number }> {
    const chip = await this.find("chip");
    if (chip === undefined) throw new Error("there is no chip");
    const session = await this.page.context().newCDPSession(this.page);
    const { model } = await session.send("DOM.getBoxModel", { backendNodeId: chip.backendNodeId });
    await session.detach();
    const [x = 0, y = 0] = model.border;
    return { x, y, width: model.width, height: model.height };
  }

  async click(): Promise<void> {
    const { x, y, width, height } = await this.box();
    await this.page.mouse.click(x + width / 2, y + height / 2);
  }

  /** The chip's own markup, to be looked at where the page's rules do not keep anyone out. */
  async html(): Promise<string> {
    const frame = await this.find("frame");
    if (frame === undefined) throw new Error("there is no chip");
    const session = await this.page.context().newCDPSession(this.page);
    const { outerHTML } = await session.send("DOM.getOuterHTML", { backendNodeId: frame.backendNodeId });
    await session.detach();
    return outerHTML;
  }

  private async find(className: string): Promise<Node | undefined> {
    const session = await this.page.context().newCDPSession(this.page);
    const { root } = await session.send("DOM.getDocument", { depth: -1, pierce: true });
    await session.detach();
    const host = search(root as Node, (node) => node.nodeName === "CLOAKROOM-CHIP");
    return host === undefined ? undefined : within(host, className);
  }
}

function within(node: Node, className: string): Node | undefined {
  return search(node, (inner) => attribute(inner, "class") === className);
}

function search(node: Node, wanted: (node: Node) => boolean): Node | undefined {
  if (wanted(node)) return node;
  for (const child of [...(node.shadowRoots ?? []), ...(node.children ?? [])]) {
    const found = search(child, wanted);
    if (found !== undefined) return found;
  }
  return undefined;
}

function attribute(node: Node, name: string): string | undefined {
  const at = (node.attributes ?? []).findIndex((text, index) => index % 2 === 0 && text === name);
  return at < 0 ? undefined : node.attributes?.[at + 1];
}

function has(node: Node, name: string): boolean {
  return attribute(node, name) !== undefined;
}

function textOf(node: Node | undefined): string {
  if (node === undefined) return "";
  if (node.nodeName === "#text") return node.nodeValue;
  return (node.children ?? [])
    .map(textOf)
    .join(node.nodeName === "DIV" ? "\n" : " ")
    .trim();
}
