// A program as its author wrote it, with nothing about Cloakroom in it: asks the OpenAI API the same question twice, and prints both answers.
import OpenAI from "openai";

const client = new OpenAI({ apiKey: "sk-not-a-real-key", maxRetries: 0 });
const request = { model: "gpt-4o", messages: [{ role: "user", content: process.argv[2] }] };

const whole = (await client.chat.completions.create(request)).choices[0].message.content;
let streamed = "";
for await (const chunk of await client.chat.completions.create({ ...request, stream: true })) {
  streamed += chunk.choices[0]?.delta?.content ?? "";
}
console.log(JSON.stringify({ whole, streamed }));
