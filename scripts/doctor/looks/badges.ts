import { type Finding, findingsOf } from '../finding.ts';
import type { DeployedPlace, Look } from '../look.ts';

export interface BadgeFacts {
  readonly address: string;
  readonly status: number;
  readonly contentType: string;
}

const { ok, fails } = findingsOf('badges');

/** Whether the public address of badges serves one. */
export const badgesLook: Look<BadgeFacts, DeployedPlace> = {
  job: 'badges',
  subject: 'the address of badges',
  async gather({ stack }) {
    const address = `${stack.outputs['BadgeUrl'] ?? ''}branch/drawbridge-probe/none.svg`;
    const answer = await fetch(address);
    await answer.body?.cancel();
    return { address, status: answer.status, contentType: answer.headers.get('content-type') ?? '' };
  },
  assess({ address, status, contentType }, { stage }): Finding[] {
    if (status === 200 && contentType.startsWith('image/svg+xml'))
      return [ok('the address of badges serves one')];
    return [
      fails(
        `${address} answers ${status} instead of a badge`,
        `Its log tells why: aws logs tail /aws/lambda/drawbridge-${stage}-serve-badge --since 10m`,
      ),
    ];
  },
};
