import type { ClientSettings } from '../../shared/aws/client-settings.ts';
import { isSignedBadge } from '../../shared/runtime/badge-links.ts';
import { once } from '../../shared/runtime/once.ts';
import { branchRecords } from '../../shared/store/branches.ts';
import { type Answer, decide } from './decide.ts';
import { Event } from './event.ts';
import { observe } from './observe.ts';

/** The environment variables of this function. */
export const variables = ['TABLE_NAME', 'BADGE_KEY_SECRET'] as const;

/** The function, put together from SDK clients. */
export function serveBadge(parts: {
  readonly environment: Readonly<Record<(typeof variables)[number], string>>;
  readonly settings?: ClientSettings;
}): (event: unknown) => Promise<Answer> {
  const { environment, settings = {} } = parts;
  // Badges of branches, by far the most, are not signed.
  const signingKey = once(async () =>
    (await import('../../shared/aws/secrets-manager.ts')).secretSigningKey(
      environment.BADGE_KEY_SECRET,
      settings,
    ),
  );
  const ports = {
    branches: branchRecords({ tableName: environment.TABLE_NAME, now: () => 0 }, settings),
    isSigned: async (badge: Parameters<typeof isSignedBadge>[0] & { readonly signature: string }) =>
      isSignedBadge(badge, badge.signature, await (await signingKey()).get()),
  };
  return async (event) => {
    const parsed = Event.safeParse(event);
    return decide(await observe(ports, parsed.success ? parsed.data : { kind: 'none' }));
  };
}
