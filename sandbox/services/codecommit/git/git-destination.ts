import type { World } from '../../../kernel/world.ts';
import { type GitAccess, type GitRefusal, gitAccess, refusalOfIam } from './git-access.ts';
import type { GitService } from './git-capabilities.ts';

/** What an address and a method ask for. */
export interface GitDestination {
  readonly repositoryName: string;
  readonly service: GitService;
  readonly isAdvertisement: boolean;
}

/** Who asks, as the headers of a request tell. */
interface Asking {
  readonly authorization?: string | undefined;
  readonly host?: string | undefined;
}

/** Reads the address; nothing for one below which no git repository is served, as one that ends with `.git`. */
export function destinationOf({
  method,
  url,
}: {
  readonly method?: string | undefined;
  readonly url?: string | undefined;
}): GitDestination | undefined {
  const { pathname, searchParams } = new URL(url ?? '/', 'http://sandbox');
  const [, repositoryName = '', path = ''] = /^\/v1\/repos\/([^/]*)\/(.*)$/.exec(pathname) ?? [];
  const isAdvertisement = path === 'info/refs';
  const service = isAdvertisement ? searchParams.get('service') : path;
  if (method !== (isAdvertisement ? 'GET' : 'POST') || repositoryName.endsWith('.git')) return undefined;
  return isGitService(service) ? { repositoryName, service, isAdvertisement } : undefined;
}

function isGitService(name: string | null): name is GitService {
  return name === 'git-upload-pack' || name === 'git-receive-pack';
}

/** Who asks and in which Region, or why not: by the signature, and by IAM's word on pull and push. */
export function allowedAccess(
  world: World,
  { authorization, host = '' }: Asking,
  { repositoryName, service }: Pick<GitDestination, 'repositoryName' | 'service'>,
): GitAccess | GitRefusal {
  const access = gitAccess(world, { authorization, host, repositoryName });
  if ('status' in access) return access;
  return refusalOfIam(access, operationOf(service)) ?? access;
}

/** What IAM calls the use of a service. */
export function operationOf(service: GitService): 'GitPull' | 'GitPush' {
  return service === 'git-upload-pack' ? 'GitPull' : 'GitPush';
}
