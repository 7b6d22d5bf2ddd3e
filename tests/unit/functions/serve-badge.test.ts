import { describe, expect, it } from 'vitest';
import { decide } from '../../../functions/serve-badge/decide.ts';
import { type BadgeRequest, Event } from '../../../functions/serve-badge/event.ts';
import type { BranchRecord } from '../../../shared/core/branch-record.ts';
import { noon } from '../../support/builders.ts';

const branch: BadgeRequest = { kind: 'branch', project: 'harbor-ledger-ci', branch: 'main' };
const pullRequest: BadgeRequest = {
  kind: 'pull-request',
  pullRequestId: '41',
  commit: '6bc96f9',
  check: 'unit',
  state: 'failing',
  signature: 'AAAAAAAAAAAAAAAAAAAAAA',
};
const record: BranchRecord = {
  project: 'harbor-ledger-ci',
  branch: 'main',
  buildId: 'harbor-ledger-ci:1',
  status: 'SUCCEEDED',
  startedAt: noon,
};

describe('which badge is served', () => {
  it("1. a branch's badge shows its newest build, and may not be kept", () => {
    const { statusCode, headers, body } = decide({ request: branch, record, signed: false });

    expect(statusCode).toBe(200);
    expect(body).toContain('<title>harbor-ledger-ci: passing</title>');
    expect(headers).toEqual({
      'content-type': 'image/svg+xml; charset=utf-8',
      'cache-control': 'no-cache, max-age=0, must-revalidate',
      etag: headers['etag'],
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
      'x-content-type-options': 'nosniff',
    });
    expect(headers['etag']).toMatch(/^"[0-9a-z]+"$/);
  });

  it("1. a branch's badge shows `unknown` where there is no build", () => {
    expect(decide({ request: branch, signed: false }).body).toContain(
      '<title>harbor-ledger-ci: unknown</title>',
    );
  });

  it("2. a pull request's badge shows what its signed address says, and may be kept forever", () => {
    const { statusCode, headers, body } = decide({ request: pullRequest, signed: true });

    expect(statusCode).toBe(200);
    expect(body).toContain('<title>unit: failing</title>');
    expect(headers['cache-control']).toBe('public, max-age=31536000, immutable');
  });

  it('3. a wrong signature and a path that means nothing are both not found, and cannot be told apart', () => {
    const forged = decide({ request: pullRequest, signed: false });

    expect(forged).toEqual(decide({ request: { kind: 'none' }, signed: false }));
    expect(forged).toEqual({
      statusCode: 404,
      headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' },
      body: 'There is no such badge. Branch badges are at /branch/<project>/<branch>.svg\n',
    });
  });

  it('says that nothing changed to one who has it', () => {
    const { etag = '' } = decide({ request: branch, record, signed: false }).headers;

    const again = decide({ request: { ...branch, ifNoneMatch: `"other", ${etag}` }, record, signed: false });
    expect([again.statusCode, again.body]).toEqual([304, '']);
    const changed = decide({
      request: { ...branch, ifNoneMatch: etag },
      record: { ...record, status: 'FAILED' },
      signed: false,
    });
    expect(changed.statusCode).toBe(200);
  });
});

describe('which badge an address means', () => {
  const meant = (rawPath: string, method = 'GET', headers: Record<string, string> = {}): BadgeRequest =>
    Event.parse({ rawPath, headers, requestContext: { http: { method } } });

  it.each([
    ['/branch/harbor-ledger-ci/main.svg', 'main'],
    ['/branch/harbor-ledger-ci/feature%2Frate-limits.svg', 'feature/rate-limits'],
    ['/branch/harbor-ledger-ci/feature/rate-limits.svg', 'feature/rate-limits'],
    ['/branch/harbor-ledger-ci/release-2.4.svg.svg', 'release-2.4.svg'],
    ['/branch/harbor-ledger-ci/gr%C3%B6%C3%9Fe.svg', 'größe'],
  ])('%s means branch %s', (path, name) => {
    expect(meant(path)).toEqual({ kind: 'branch', project: 'harbor-ledger-ci', branch: name });
  });

  it('an address of six parts with a known state means a badge of a pull request', () => {
    expect(meant('/pull-request/41/6bc96f9/unit/timed%20out/SIGNATURE.svg')).toEqual({
      kind: 'pull-request',
      pullRequestId: '41',
      commit: '6bc96f9',
      check: 'unit',
      state: 'timed out',
      signature: 'SIGNATURE',
    });
  });

  it.each([
    '/',
    '/favicon.ico',
    '/branch/harbor-ledger-ci.svg',
    '/branch/harbor-ledger-ci/.svg',
    '/branch/harbor-ledger-ci/main.png',
    '/branch/../secret/main.svg',
    '/branch/harbor-ledger-ci/%E0%A4%A.svg',
    `/branch/harbor-ledger-ci/${'x'.repeat(257)}.svg`,
    '/pull-request/41/6bc96f9/unit/great/SIGNATURE.svg',
    '/pull-request/41/6bc96f9/unit/passing/SIGNATURE',
    '/pull-request/41/6bc96f9/unit/passing/more/SIGNATURE.svg',
    '/pull-request//6bc96f9/unit/passing/SIGNATURE.svg',
  ])('%s means nothing', (path) => {
    expect(meant(path)).toEqual({ kind: 'none' });
  });

  it.each(['POST', 'PUT', 'DELETE', 'OPTIONS'])('%s means nothing, whatever the address', (method) => {
    expect(meant('/branch/harbor-ledger-ci/main.svg', method)).toEqual({ kind: 'none' });
  });

  it('HEAD means what GET means, and what the asker has is passed on', () => {
    expect(meant('/branch/harbor-ledger-ci/main.svg', 'HEAD', { 'if-none-match': '"abc"' })).toEqual({
      kind: 'branch',
      project: 'harbor-ledger-ci',
      branch: 'main',
      ifNoneMatch: '"abc"',
    });
  });
});
