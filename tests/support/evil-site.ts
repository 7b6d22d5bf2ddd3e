import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A web site of somebody who means no good. */
export interface EvilSite {
  /** Its port on this machine; the browser is told that `evil.example` leads here. */
  readonly port: number;
  close(): Promise<void>;
}

/** Serves an empty page everywhere, and below `/redirect?` sends the browser on to the address that follows. */
export async function startEvilSite(): Promise<EvilSite> {
  const server = createServer(({ url = '' }, response) => {
    const to = url.startsWith('/redirect?') ? url.slice('/redirect?'.length) : undefined;
    if (to === undefined)
      response.writeHead(200, { 'content-type': 'text/html' }).end('<body>Look, a cat!</body>');
    else response.writeHead(302, { location: to }).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/**
 * Chromium's arguments for it: what DNS says when the attacker is asked, and the protection off that new Chromium has
 * of its own (Local Network Access) and other browsers have not. The second flag takes the place of Playwright's own of
 * that name, hence the other two in it: no address is tried over TLS first.
 */
export const evilBrowser: readonly string[] = [
  '--host-resolver-rules=MAP *.example 127.0.0.1',
  '--disable-features=LocalNetworkAccessChecks,HttpsUpgrades,HttpsFirstBalancedModeAutoEnable',
];

/** The status with which this process answers the next request to a port whose address holds the text. */
export function statusOfNext(port: number, text: string): Promise<number> {
  return new Promise((resolve) => {
    const listen = (message: unknown) => {
      const { request, response } = message as { request: IncomingMessage; response: ServerResponse };
      if (request.socket.localPort !== port || !request.url?.includes(text)) return;
      unsubscribe('http.server.response.finish', listen);
      resolve(response.statusCode);
    };
    subscribe('http.server.response.finish', listen);
  });
}
