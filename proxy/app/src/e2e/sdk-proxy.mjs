// What an admin preloads into Node programs, whose own fetch does not look at HTTPS_PROXY: NODE_OPTIONS="--import …/sdk-proxy.mjs".
import { EnvHttpProxyAgent, setGlobalDispatcher } from "undici";

setGlobalDispatcher(new EnvHttpProxyAgent());
