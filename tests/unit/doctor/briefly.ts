import type { Finding } from '../../../scripts/doctor/finding.ts';

/** Where the findings of these tests are. */
export const place = { stage: 'prod', region: 'eu-west-1' } as const;

/** Findings in a line each: status, what is so, and what to do. */
export function briefly(findings: readonly Finding[]): string[] {
  return findings.map(({ status, what, remedy }) => `${status}: ${what}${remedy ? ` → ${remedy}` : ''}`);
}
