import { test as base } from "@playwright/test";
import { type Cloakroom, startCloakroom } from "./cloakroom.ts";
import { type Loopback, startLoopback } from "./loopback.ts";

/** Tests that share one loopback internet and one Cloakroom, each started when it is first asked for. */
export const test = base.extend<object, { loopback: Loopback; cloakroom: Cloakroom }>({
  loopback: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the pattern to learn what a fixture needs.
    async ({}, use) => {
      const loopback = await startLoopback();
      await use(loopback);
      await loopback.stop();
    },
    { scope: "worker", timeout: 60_000 },
  ],
  cloakroom: [
    async ({ loopback }, use) => {
      const cloakroom = await startCloakroom(loopback);
      await use(cloakroom);
      await cloakroom.stop();
    },
    { scope: "worker", timeout: 60_000 },
  ],
});
