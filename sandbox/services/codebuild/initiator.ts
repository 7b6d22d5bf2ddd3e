import type { Principal } from '../../kernel/world.ts';

/** What CodeBuild shows as the one who started a build: a user's name, `ROLE/SESSION`, or the service. */
export function initiatorOf(principal: Principal): string {
  if (principal.kind === 'service') return principal.service;
  const resource = principal.arn.split(':').slice(5).join(':');
  return resource.slice(resource.indexOf('/') + 1);
}
