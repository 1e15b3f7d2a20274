import { expect } from "@playwright/test";
import type { Loopback, Received } from "./loopback.ts";

/** A prompt about an invented person; the numbers are from ranges that nobody is given. */
export const prompt =
  "Please reply to Marta Kowalczyk (marta.kowalczyk@example.com, +1 202-555-0147). Her card 4111 1111 1111 1111 was charged twice.";

/** What the policy keeps inside whatever else is said: nobody's key. */
export const privateKey = [
  "-----BEGIN PRIVATE KEY-----",
  "MC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g",
  "-----END PRIVATE KEY-----",
].join("\n");

/** What a person or program is told when it is stopped. */
export const stopped = /A private key is in this message/;

/** What of it must not leave, in every spelling that a body, address or header may have. */
const originals = [
  "Marta",
  "Kowalczyk",
  "marta.kowalczyk",
  "555-0147",
  "5550147",
  "4111 1111",
  "4111+1111",
  "4111%201111",
  "4111111",
];

/** Looks that nothing of the key was received since the last call of forget. */
export async function receivedNoKey(loopback: Loopback): Promise<void> {
  const received = JSON.stringify(await loopback.received());
  expect(received).not.toContain("PRIVATE KEY");
  expect(received).not.toContain("MC4CAQ");
}

/** Everything that recipients received since the last call of forget, after a look that nothing of the prompt is in it. */
export async function receivedWithoutOriginals(loopback: Loopback): Promise<readonly Received[]> {
  const received = await loopback.received();
  for (const request of received) {
    const everything = JSON.stringify(request).toLowerCase();
    const leaked = originals.filter((original) => everything.includes(original.toLowerCase()));
    expect(leaked, `left in ${request.method} ${request.host}${request.target}`).toEqual([]);
  }
  return received;
}
