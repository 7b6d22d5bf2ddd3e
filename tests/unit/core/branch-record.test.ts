import { expect, it } from 'vitest';
import { branchOfVersion } from '../../../shared/core/branch-record.ts';

it.each([
  ['refs/heads/main', 'main'],
  ['refs/heads/feature/rate-limits', 'feature/rate-limits'],
  ['refs/heads/main^{54563f95fefa691baa82a522156322c21f7d6df3}', 'main'],
  ['main', 'main'],
  ['6bc96f923d399f4ab15280704a1d92e866c57657', undefined],
  ['refs/tags/v2.4.0', undefined],
  ['refs/notes/commits', undefined],
  ['arn:aws:s3:::kontor-artifacts/kontor-pipeline/SourceArti/AbCd123', undefined],
  ['', undefined],
  [undefined, undefined],
])('source version %s names branch %s', (version, branch) => {
  expect(branchOfVersion(version)).toBe(branch);
});
