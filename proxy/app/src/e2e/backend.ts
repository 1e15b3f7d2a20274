import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";

/** One question that the extension asked. */
export interface Question {
  readonly origin: string | undefined;
  readonly site: string;
  readonly text: string;
}

/** A backend whose answers a test decides, for what the real one does not do on demand: hesitate, lie, fall silent. */
export interface ScriptedBackend {
  readonly url: string;
  readonly questions: readonly Question[];
  /** Decides the answers from now on; undefined closes the connection without one. */
  answer(script: (text: string) => unknown): void;
  stop(): void;
}

export const clean = { action: "allow", reason: "", withheld: {}, sent: {}, spans: [], policyVersion: "test" };

export async function startScriptedBackend(): Promise<ScriptedBackend> {
  const questions: Question[] = [];
  let script: (text: string) => unknown = () => clean;
  const server = createServer((request, response) => {
    void respond();
    async function respond(): Promise<void> {
      const body = await read(request);
      if (request.url === "/api/ext/v1/status") return void response.end('{"runId":"scripted"}');
      const question = JSON.parse(body);
      questions.push({ ...question, origin: request.headers.origin });
      const answer = await script(question.text);
      if (answer === undefined) response.destroy();
      else response.end(typeof answer === "string" ? answer : JSON.stringify(answer));
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    questions,
    answer: (next) => {
      script = next;
    },
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

async function read(request: IncomingMessage): Promise<string> {
  let text = "";
  for await (const chunk of request.setEncoding("utf8")) text += chunk;
  return text;
}
