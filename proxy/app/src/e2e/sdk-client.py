"""A program as its author wrote it, with nothing but Python's own library: asks through the proxy, whole and streamed."""

import http.client
import json
import os
import ssl
import sys

proxy, _, port = os.environ["HTTPS_PROXY"].removeprefix("http://").partition(":")


def ask(prompt, stream):
    trust = ssl.create_default_context(cafile=os.environ["SSL_CERT_FILE"])
    connection = http.client.HTTPSConnection(proxy, int(port), context=trust, timeout=20)
    connection.set_tunnel("api.openai.com", 443)
    body = {"model": "gpt-4o", "messages": [{"role": "user", "content": prompt}], "stream": stream}
    connection.request("POST", "/v1/chat/completions", json.dumps(body), {"Content-Type": "application/json"})
    answer = connection.getresponse()
    if answer.status != 200:
        return json.load(answer)["error"]["message"]
    if not stream:
        return json.load(answer)["choices"][0]["message"]["content"]
    events = [line[6:] for line in answer.read().decode().splitlines() if line.startswith("data: {")]
    return "".join(json.loads(event)["choices"][0]["delta"].get("content", "") for event in events)


print(json.dumps({"whole": ask(sys.argv[1], False), "streamed": ask(sys.argv[1], True)}))
