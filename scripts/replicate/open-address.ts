import type { GitRemote } from '../../shared/git/remote-types.ts';
import { basicAuthorization } from '../../shared/git/remotes/basic-authorization.ts';
import { codeCommitUrl, regionOfHost } from '../../shared/git/remotes/code-commit-address.ts';
import { codeCommitAuthorization } from '../../shared/git/remotes/code-commit-authorization.ts';
import { openRemote, type RemoteSettings } from '../../shared/git/remotes/open-remote.ts';
import { endOfUserInfo } from '../../shared/redact/user-info.ts';
import { askCredentialHelper } from './ask-credential-helper.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** At a desk nobody counts the minutes of a large seed. */
const timeouts = { transferMs: 6 * 3_600_000 };

/**
 * Opens what a person gave as an address. Credentials are those in it, or for CodeCommit the AWS keys of the
 * environment, or else what git's own credential helpers know; without any it is asked as a stranger. They are
 * never part of what is printed.
 */
export async function openAddress(text: string, environment: Environment): Promise<GitRemote> {
  const { url, region } = addressOf(text, environment);
  const { username, password } = url;
  url.username = '';
  url.password = '';
  const address = url.href;
  const authorization =
    username === '' && password === ''
      ? await authorizationFor(url, region, environment)
      : () => basicAuthorization(decoded(username), decoded(password));
  return openRemote({ url: address, timeouts, ...(authorization && { authorization }) });
}

/** `codecommit::<region>://<repository>` is how git-remote-codecommit writes it. */
function addressOf(text: string, environment: Environment): { url: URL; region: string | undefined } {
  const [, given, repository] = /^codecommit:(?::([a-z0-9-]+):)?\/\/([\w.-]+)$/.exec(text) ?? [];
  const region = given ?? environment['AWS_REGION'] ?? environment['AWS_DEFAULT_REGION'];
  if (repository !== undefined) {
    if (region === undefined)
      throw new Error(`Which Region is ${repository} in? Write codecommit::<region>://${repository}.`);
    const endpoint = environment['AWS_ENDPOINT_URL_CODECOMMIT'] ?? environment['AWS_ENDPOINT_URL'];
    const address =
      endpoint === undefined
        ? codeCommitUrl({ region, repository })
        : `${endpoint.replace(/\/+$/, '')}/v1/repos/${repository}`;
    return { url: new URL(address), region };
  }
  const url = parsed(text);
  // The text is not repeated: it may hold a password.
  if (url === null || !/^https?:$/.test(url.protocol))
    throw new Error(
      'An address is https://…, http://… or codecommit::<region>://<repository>; git:// and ssh:// cannot be replicated.',
    );
  return { url, region: regionOfHost(url.hostname) };
}

/** As it is written, or with the password encoded that it was forgotten to encode. */
function parsed(text: string): URL | null {
  return URL.parse(text) ?? URL.parse(encodedAddress(text));
}

/** A password may hold what ends a host (`/`, `?`, `#`): then the last `@` tells where the host begins. */
function encodedAddress(text: string): string {
  const [, scheme = '', rest = ''] = /^(https?:\/\/)([^]*)$/.exec(text) ?? [];
  const end = endOfUserInfo(rest, 0);
  if (end === undefined) return text;
  const [, user = '', password = ''] = /^([^:]*):?([^]*)$/.exec(rest.slice(0, end)) ?? [];
  return `${scheme}${encodeURIComponent(decoded(user))}:${encodeURIComponent(decoded(password))}${rest.slice(end)}`;
}

/** A `%` that begins no escape is one of the password's characters. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

async function authorizationFor(
  url: URL,
  region: string | undefined,
  environment: Environment,
): Promise<RemoteSettings['authorization']> {
  if (region === undefined) {
    const found = await askCredentialHelper(url);
    return found && (() => basicAuthorization(found.username, found.password));
  }
  const accessKeyId = environment['AWS_ACCESS_KEY_ID'];
  const secretAccessKey = environment['AWS_SECRET_ACCESS_KEY'];
  if (accessKeyId === undefined || secretAccessKey === undefined)
    throw new Error(
      `There are no AWS keys for ${url.host} in the environment: \`eval "$(aws configure export-credentials --format env)"\` puts them there.`,
    );
  const credentials = { accessKeyId, secretAccessKey, sessionToken: environment['AWS_SESSION_TOKEN'] };
  return codeCommitAuthorization({ url: url.href, region, credentials: () => credentials });
}
