// What a program's author writes with each vendor's package: asks once whole and once streamed, and prints what it was answered, or what
// the package threw.
import { Anthropic } from "@anthropic-ai/sdk";
import { BedrockRuntimeClient, ConverseCommand, ConverseStreamCommand } from "@aws-sdk/client-bedrock-runtime";
import { create, createFileRegistry } from "@bufbuild/protobuf";
import { FieldDescriptorProto_Label, FieldDescriptorProto_Type, FileDescriptorProtoSchema } from "@bufbuild/protobuf/wkt";
import { createClient } from "@connectrpc/connect";
import { createConnectTransport, createGrpcWebTransport } from "@connectrpc/connect-node";
import { GoogleGenAI } from "@google/genai";
import { Mistral } from "@mistralai/mistralai";
import { NodeHttpHandler } from "@smithy/node-http-handler";
import { HttpsProxyAgent } from "https-proxy-agent";
import { Ollama } from "ollama/browser";
import OpenAI, { toFile } from "openai";

const [service, prompt] = process.argv.slice(2);
const messages = [{ role: "user", content: prompt }];
const apiKey = "not-a-real-key";
// Packages that speak HTTP/2 by themselves, or know nothing of proxies, are given an agent that speaks HTTP/1.1 to one.
const agent = new HttpsProxyAgent(process.env.HTTPS_PROXY);

/** Joins the pieces of a stream. */
async function joined(stream, piece) {
  let text = "";
  for await (const event of stream) text += piece(event) ?? "";
  return text;
}

function bedrock(identity) {
  const requestHandler = new NodeHttpHandler({ httpsAgent: agent });
  const client = new BedrockRuntimeClient({ region: "us-east-1", maxAttempts: 1, requestHandler, ...identity });
  const request = { modelId: "example.model-v1", messages: [{ role: "user", content: [{ text: prompt }] }] };
  return { client, request };
}

/** Kimi's service, described as far as a message needs it; fields of the same name and number in both directions. */
function kimiService() {
  const { OPTIONAL, REPEATED } = FieldDescriptorProto_Label;
  const { STRING, MESSAGE } = FieldDescriptorProto_Type;
  const scope = ".kimi.gateway.chat.v1.";
  const text = (name, number) => ({ name, number, label: OPTIONAL, type: STRING });
  const nested = (name, number, type, label = OPTIONAL) => ({ name, number, label, type: MESSAGE, typeName: scope + type });
  const file = create(FileDescriptorProtoSchema, {
    name: "chat.proto",
    package: "kimi.gateway.chat.v1",
    syntax: "proto3",
    messageType: [
      { name: "Text", field: [text("content", 1)] },
      { name: "Block", field: [text("id", 1), nested("text", 2, "Text")] },
      { name: "Message", field: [text("role", 1), nested("blocks", 2, "Block", REPEATED)] },
      { name: "ChatRequest", field: [text("scenario", 1), text("chat_id", 2), nested("message", 3, "Message")] },
      { name: "ChatEvent", field: [text("op", 1), text("mask", 2), nested("block", 3, "Block")] },
    ],
    service: [
      {
        name: "ChatService",
        method: [{ name: "Chat", inputType: `${scope}ChatRequest`, outputType: `${scope}ChatEvent`, serverStreaming: true }],
      },
    ],
  });
  return createFileRegistry(file, () => undefined).getService("kimi.gateway.chat.v1.ChatService");
}

const kimiSite = { baseUrl: "https://www.kimi.com/apiv2", httpVersion: "1.1", nodeOptions: { agent } };

async function kimi(transport) {
  const message = { role: "user", blocks: [{ text: { content: prompt } }] };
  const stream = createClient(kimiService(), transport).chat({ scenario: "SCENARIO_K2D5", message });
  return { streamed: await joined(stream, (event) => event.block?.text?.content) };
}

const services = {
  "openai responses": async () => {
    const client = new OpenAI({ apiKey, maxRetries: 0 });
    const request = { model: "gpt-4o", input: prompt };
    return {
      whole: (await client.responses.create(request)).output_text,
      streamed: await joined(await client.responses.create({ ...request, stream: true }), (event) =>
        event.type === "response.output_text.delta" ? event.delta : "",
      ),
    };
  },
  "openai files": async () => {
    const client = new OpenAI({ apiKey, maxRetries: 0 });
    const file = await toFile(Buffer.from(`note\n"${prompt}"\n`), "customers.csv", { type: "text/csv" });
    return { id: (await client.files.create({ file, purpose: "user_data" })).id };
  },
  "openai files, a large one": async () => {
    const client = new OpenAI({ apiKey, maxRetries: 0 });
    const picture = Buffer.alloc(20 << 20);
    picture.write("89504e470d0a1a0a0000000d49484452", "hex");
    const notebook = {
      cells: [
        { cell_type: "markdown", metadata: {}, source: [prompt] },
        {
          cell_type: "code",
          execution_count: 1,
          metadata: {},
          outputs: [{ output_type: "display_data", metadata: {}, data: { "image/png": picture.toString("base64") } }],
          source: ["plot(1)"],
        },
      ],
      metadata: {},
      nbformat: 4,
      nbformat_minor: 5,
    };
    const file = await toFile(Buffer.from(JSON.stringify(notebook)), "customers.ipynb");
    return { id: (await client.files.create({ file, purpose: "user_data" })).id };
  },
  anthropic: async () => {
    const client = new Anthropic({ apiKey, maxRetries: 0 });
    const request = { model: "claude-example", max_tokens: 100, messages };
    return {
      whole: (await client.messages.create(request)).content[0].text,
      streamed: await joined(client.messages.stream(request), (event) => event.delta?.text),
    };
  },
  "google genai": async () => {
    const client = new GoogleGenAI({ apiKey });
    const request = { model: "gemini-example", contents: prompt };
    return {
      whole: (await client.models.generateContent(request)).text,
      streamed: await joined(await client.models.generateContentStream(request), (chunk) => chunk.text),
    };
  },
  mistral: async () => {
    const client = new Mistral({ apiKey, retryConfig: { strategy: "none" } });
    const request = { model: "mistral-example", messages };
    return {
      whole: (await client.chat.complete(request)).choices[0].message.content,
      streamed: await joined(await client.chat.stream(request), ({ data }) => data.choices[0].delta.content),
    };
  },
  ollama: async () => {
    const client = new Ollama({ host: "https://ollama.com" });
    const request = { model: "example", messages };
    return {
      whole: (await client.chat(request)).message.content,
      streamed: await joined(await client.chat({ ...request, stream: true }), (part) => part.message.content),
    };
  },
  "bedrock with a bearer key": async () => {
    const { client, request } = bedrock({ token: { token: apiKey }, authSchemePreference: ["httpBearerAuth"] });
    const streamed = await client.send(new ConverseStreamCommand(request));
    return {
      whole: (await client.send(new ConverseCommand(request))).output.message.content[0].text,
      streamed: await joined(streamed.stream, (event) => event.contentBlockDelta?.delta.text),
    };
  },
  "bedrock with signatures": async () => {
    const { client, request } = bedrock({ credentials: { accessKeyId: "example", secretAccessKey: "example" } });
    return { answered: await client.send(new ConverseCommand(request)) };
  },
  kimi: () => {
    const jsonOptions = { useProtoFieldName: true, ignoreUnknownFields: true };
    return kimi(createConnectTransport({ ...kimiSite, useBinaryFormat: false, jsonOptions }));
  },
  "Connect with protobuf": () => kimi(createConnectTransport(kimiSite)),
  "gRPC-Web": () => kimi(createGrpcWebTransport(kimiSite)),
};

/** An error as the packages make it: each has another name for the status. */
function thrown(problem) {
  const ofApi = problem.status ?? problem.statusCode ?? problem.status_code ?? problem.$metadata?.httpStatusCode;
  const status = ofApi ?? problem.code;
  return { name: problem.name, message: problem.message, status };
}

console.log(JSON.stringify(await services[service]().catch(thrown)));
