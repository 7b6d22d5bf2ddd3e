import { describe, expect, it } from 'vitest';
import type { Effect } from '../../../shared/core/effect.ts';
import { ControllerError, type ErrorCode } from '../../../shared/core/error.ts';
import type { Builds, Comments } from '../../../shared/core/ports.ts';
import { applyEffect } from '../../../shared/effects/apply.ts';
import { aBuild, head, ourRole } from '../../support/builders.ts';

const start: Effect = {
  kind: 'start-build',
  check: 'unit',
  project: 'harbor-ledger-ci',
  repository: 'harbor-ledger',
  commit: head,
  token: 't',
  variables: {},
};
const stop: Effect = { kind: 'stop-build', buildId: 'ci:1' };
const update: Effect = { kind: 'update-comment', commentId: 'c1', content: 'Build passed' };
const at = { check: 'unit', commit: head };

function ports(builds: Partial<Builds>, comments: Partial<Comments> = {}) {
  const notAsked = () => Promise.reject(new Error('not asked'));
  return {
    role: ourRole,
    builds: {
      start: notAsked,
      stop: notAsked,
      get: notAsked,
      listSince: notAsked,
      testTotals: notAsked,
      planOfProject: notAsked,
      ...builds,
    },
    comments: { post: notAsked, update: notAsked, findOurs: notAsked, ...comments },
  };
}

const failing = (code: ErrorCode) => () => Promise.reject(new ControllerError(code, 'Its own words.'));
const remedyOf = (code: ErrorCode) => new ControllerError(code, '').remedy;

describe('starting a build', () => {
  it('gives the build', async () => {
    const build = aBuild();

    expect(await applyEffect(ports({ start: async () => build }), start)).toEqual({
      kind: 'build-started',
      ...at,
      build,
    });
  });

  it.each(['not-found', 'access-denied', 'request-refused'] as const)(
    'tells where people look what a person must mend (%s)',
    async (code) => {
      expect(await applyEffect(ports({ start: failing(code) }), start)).toEqual({
        kind: 'build-refused',
        ...at,
        problem: `Its own words. ${remedyOf(code)}`,
      });
    },
  );

  it('is put off when the account has no room', async () => {
    expect(await applyEffect(ports({ start: failing('limit-reached') }), start)).toEqual({
      kind: 'build-postponed',
      ...at,
      problem: 'Its own words. Wait, or ask AWS for a higher quota.',
    });
  });

  it.each(['throttled', 'service-unavailable', 'environment-incomplete'] as const)(
    'is thrown and tried again when %s',
    async (code) => {
      await expect(applyEffect(ports({ start: failing(code) }), start)).rejects.toMatchObject({ code });
    },
  );
});

describe('stopping a build', () => {
  it('gives the build as it stands, and is done when there is none', async () => {
    const build = aBuild({ status: 'STOPPED' });

    expect(await applyEffect(ports({ stop: async () => build }), stop)).toEqual({
      kind: 'build-stopped',
      buildId: 'ci:1',
      build,
    });
    expect(await applyEffect(ports({ stop: async () => undefined }), stop)).toEqual({
      kind: 'build-stopped',
      buildId: 'ci:1',
    });
  });

  it('is thrown and tried again when it fails', async () => {
    await expect(applyEffect(ports({ stop: failing('access-denied') }), stop)).rejects.toMatchObject({
      code: 'access-denied',
    });
  });
});

describe('writing a comment anew', () => {
  it('tells that it is written, or that it is gone', async () => {
    expect(await applyEffect(ports({}, { update: async () => {} }), update)).toEqual({
      kind: 'comment-written',
      commentId: 'c1',
      content: 'Build passed',
    });
    expect(await applyEffect(ports({}, { update: failing('comment-gone') }), update)).toEqual({
      kind: 'comment-gone',
    });
  });

  it('is thrown and tried again when it fails', async () => {
    await expect(applyEffect(ports({}, { update: failing('throttled') }), update)).rejects.toMatchObject({
      code: 'throttled',
    });
  });
});
