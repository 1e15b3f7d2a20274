// What a program's author writes to talk over a WebSocket: asks once, and prints what was said, or how it ended.
import { HttpTransportType, HubConnectionBuilder, LogLevel } from "@microsoft/signalr";
import { HttpsProxyAgent } from "https-proxy-agent";
import OpenAI from "openai";
import { OpenAIRealtimeWS } from "openai/realtime/ws";
import WebSocket from "ws";

const [service, prompt] = process.argv.slice(2);
const agent = new HttpsProxyAgent(process.env.HTTPS_PROXY);

/** Half a second of a tone, as the Realtime API takes it: 24,000 samples a second of 16 bits, without a header. */
const spoken = Buffer.from(Int16Array.from({ length: 12_000 }, (_, i) => 8_000 * Math.sin(i / 9)).buffer).toString("base64");

class ThroughProxy extends WebSocket {
  constructor(url, protocols, options) {
    super(url, protocols, { ...options, agent });
  }
}

const services = {
  "openai realtime": () => {
    const client = new OpenAI({ apiKey: "not-a-real-key" });
    const realtime = new OpenAIRealtimeWS({ model: "gpt-realtime", options: { agent } }, client);
    const content = [{ type: "input_text", text: prompt }];
    let streamed = "";
    return new Promise((resolve, reject) => {
      realtime.on("error", reject);
      realtime.on("response.output_text.delta", (event) => {
        streamed += event.delta;
      });
      realtime.on("response.done", ({ response }) => {
        realtime.close();
        resolve({ streamed, whole: response.output[0].content[0].text, spoken });
      });
      realtime.socket.on("open", () => {
        realtime.send({ type: "input_audio_buffer.append", audio: spoken });
        realtime.send({ type: "response.create", response: { input: [{ type: "message", role: "user", content }] } });
      });
    });
  },
  "@microsoft/signalr": async () => {
    const connection = new HubConnectionBuilder()
      .withUrl("https://substrate.office.com/m365Copilot/Chathub/user@tenant?access_token=eyJexample", {
        skipNegotiation: true,
        transport: HttpTransportType.WebSockets,
        WebSocket: ThroughProxy,
      })
      .configureLogging(LogLevel.None)
      .build();
    let streamed = "";
    connection.on("update", (update) => {
      streamed += update.writeAtCursor ?? "";
    });
    await connection.start();
    const items = [];
    await new Promise((complete, error) => {
      const invocation = { source: "officeweb", message: { author: "user", text: prompt, messageType: "Chat" } };
      connection.stream("chat", invocation).subscribe({ next: (item) => items.push(item), complete, error });
    });
    await connection.stop();
    return { streamed, whole: items[0].messages.at(-1).text };
  },
  ws: () => {
    const method = "google.ai.generativelanguage.v1beta.GenerativeService.BidiGenerateContent";
    const url = `wss://generativelanguage.googleapis.com/ws/${method}?key=not-a-real-key`;
    const socket = new WebSocket(url, { agent, perMessageDeflate: { threshold: 0 } });
    const turns = [{ role: "user", parts: [{ text: prompt }] }];
    const pieces = JSON.stringify({ clientContent: { turns, turnComplete: true } }).match(/.{1,16}/gs);
    let streamed = "";
    return new Promise((resolve, reject) => {
      socket.on("error", reject);
      socket.on("open", () => {
        pieces.forEach((piece, i) => {
          socket.send(piece, { fin: i === pieces.length - 1, compress: true });
        });
      });
      socket.on("message", (data) => {
        const { serverContent } = JSON.parse(data);
        streamed += serverContent.modelTurn?.parts[0].text ?? "";
        if (serverContent.turnComplete) socket.close();
      });
      socket.on("close", (code, reason) => {
        resolve({ streamed, extensions: socket.extensions, closed: { code, reason: reason.toString() } });
      });
    });
  },
};

console.log(JSON.stringify(await services[service]()));
