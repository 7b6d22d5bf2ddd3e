// Runs the peer's handler for the benchmark: node peer-child.cjs <its file> <port of the sandbox>. Its SDK v2 does not
// read AWS_ENDPOINT_URL, so every HTTPS request goes to the sandbox by plain HTTP. Parent and child exchange one
// message per event.
const http = require('node:http');
const https = require('node:https');

const [file, port] = process.argv.slice(2);
https.request = ({ method, path, headers }, onResponse) =>
  http.request({ host: '127.0.0.1', port: Number(port), method, path, headers }, onResponse);

const { handler } = require(file);

process.on('message', async (event) => {
  try {
    await handler(event);
    process.send({});
  } catch (error) {
    process.send({ error: String(error?.message ?? error) });
  }
});
process.send({ isReady: true });
