import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { ControllerError } from '../../core/error.ts';
import type { Instant } from '../../core/time.ts';
import type { GitRemote, GitService, Timeouts } from '../remote-types.ts';
import { type Exchange, exchange } from '../wire/exchange.ts';

export interface RemoteSettings {
  /** `http:` or `https:`, without user name and password. */
  readonly url: string;
  /** The `Authorization` header, asked for anew before every request; absent for a public repository. */
  readonly authorization?: () => string | undefined | Promise<string | undefined>;
  /** From an earlier listing, so that the event path needs none; `codeCommitCapabilities` for CodeCommit. */
  readonly capabilities?: Partial<Record<GitService, readonly string[]>>;
  readonly timeouts?: Partial<Timeouts>;
  /** The time; the machine's when absent. */
  readonly now?: () => Instant;
  /** How requests are sent; by HTTP when absent. */
  readonly exchange?: Exchange;
}

const defaultTimeouts: Timeouts = {
  connectMs: 10_000,
  // Git says something every five seconds while it packs; whether CodeCommit does is unconfirmed.
  idleMs: 120_000,
  listMs: 120_000,
  transferMs: 15 * 60_000,
};

/**
 * A repository on a git server, which nothing has been asked of yet. Throws `request-refused` for an address that
 * is none, or that holds a password: it would end up in messages.
 */
export function openRemote(settings: RemoteSettings): GitRemote {
  const url = addressOf(settings.url);
  const agent = new (url.startsWith('https:') ? HttpsAgent : HttpAgent)({ keepAlive: true, maxSockets: 4 });
  const known = new Map<GitService, readonly string[]>();
  for (const service of ['git-upload-pack', 'git-receive-pack'] as const) {
    const words = settings.capabilities?.[service];
    if (words !== undefined) known.set(service, words);
  }
  const timeouts = { ...defaultTimeouts, ...settings.timeouts };
  const traffic = { requests: 0, bytesSent: 0, bytesReceived: 0 };
  const place = { url, agent, timeouts, traffic };
  const send = settings.exchange ?? exchange;
  return {
    url,
    timeouts,
    get traffic() {
      return { ...traffic };
    },
    now: settings.now ?? (() => Date.now()),
    capabilities: (service) => known.get(service),
    learn(service, words) {
      if (words === undefined) known.delete(service);
      else known.set(service, words);
    },
    // CodeCommit answers 403 to a first request without credentials (akuity/kargo#6794), so it never gets one.
    exchange: async (request) => send({ ...place, authorization: await settings.authorization?.() }, request),
    close: () => agent.destroy(),
  };
}

function addressOf(text: string): string {
  const url = URL.parse(text);
  if (url === null || !/^https?:$/.test(url.protocol))
    throw refused('The address of a repository begins with https:// or http://; this one does not');
  if (url.username !== '' || url.password !== '')
    throw refused(`The address of ${url.host}${url.pathname} holds a user name or password; give them apart`);
  if (url.search !== '' || url.hash !== '')
    throw refused(`The address of ${url.host}${url.pathname} ends with a query; a repository's has none`);
  return `${url.origin}${url.pathname.replace(/\/+$/, '')}`;
}

function refused(message: string): ControllerError {
  return new ControllerError('request-refused', `${message}.`);
}
