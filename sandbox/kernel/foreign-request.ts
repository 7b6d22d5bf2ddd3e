import type { IncomingMessage } from 'node:http';

/** What a browser says of a request whose page is the asked server itself, or whose address a person typed. */
const ownSites: ReadonlySet<string> = new Set(['same-origin', 'none']);

/**
 * Why a request that reached a port of this machine is somebody else's, or `undefined` when it is meant for it. A
 * page of another site reaches loopback addresses through the browser of the person who reads it, and a name of its
 * own that leads to 127.0.0.1 makes it look like one of ours, so the host is one of three exact names with this
 * port. Programs that are no browsers send neither `Origin` nor `Sec-Fetch-Site`, and pages cannot leave them out.
 * @see https://www.w3.org/TR/fetch-metadata/
 */
export function whyForeign({ headers, socket }: IncomingMessage): string | undefined {
  const { host = '', origin } = headers;
  const { localPort: port = 0 } = socket;
  if (!ownHosts(port).includes(host))
    return `It was asked for as "${host}", and it answers to 127.0.0.1:${port}, localhost:${port} and [::1]:${port} only.`;
  if (origin !== undefined && origin !== `http://${host}`)
    return `A page of ${origin} asked, and only its own page may.`;
  const site = headers['sec-fetch-site'];
  if (site !== undefined && !ownSites.has(site))
    return 'A page of another site led here. Type the address, or open it from a terminal.';
  return undefined;
}

/** HTTP leaves out a port that is its default. */
function ownHosts(port: number): string[] {
  const names = ['127.0.0.1', 'localhost', '[::1]'];
  return port === 80 ? names : names.map((name) => `${name}:${port}`);
}
