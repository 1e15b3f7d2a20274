import type { Page } from "@playwright/test";
import { target } from "./processes.ts";

/** Keeps a picture of the page for people to look at. */
export async function shot(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: `${target}screenshots/${name}.png` });
}
