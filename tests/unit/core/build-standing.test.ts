import { describe, expect, it } from 'vitest';
import { standingOf } from '../../../shared/core/build-standing.ts';

const project = 'harbor-ledger-ci';
const build = { id: `${project}:1`, project, initiator: 'alice', plan: 'something else' };

describe('standingOf', () => {
  it('counts a build that was recorded when we started it', () => {
    expect(standingOf(build, { project, buildId: `${project}:1` })).toEqual({ counts: true });
  });

  it('counts a build that our role started, recorded or not', () => {
    const ours = { ...build, initiator: 'our-role/validate-pull-request' };

    expect(standingOf(ours, { project, role: 'our-role' })).toEqual({ counts: true });
  });

  it('counts a build of anybody that runs exactly what is expected', () => {
    expect(standingOf({ ...build, plan: 'ours' }, { project, plan: 'ours' })).toEqual({ counts: true });
  });

  it.each([
    ['a user', 'alice'],
    ['a user named like our role', 'our-role'],
    ['a role whose name begins like ours', 'our-role-2/session'],
    ['a session named like our role', 'admin/our-role'],
    ['a pipeline', 'codepipeline/our-role'],
  ])('does not count what %s started with another plan', (_who, initiator) => {
    expect(
      standingOf({ ...build, initiator }, { project, role: 'our-role', plan: 'ours', buildId: 'other' }),
    ).toEqual({
      counts: false,
      by: initiator,
      why: 'it does not run what the project is configured to run',
    });
  });

  it('does not count a build of another project, whoever started it and whatever it runs', () => {
    const elsewhere = { ...build, project: 'other-ci', initiator: 'our-role/x', plan: 'ours' };

    expect(standingOf(elsewhere, { project, role: 'our-role', plan: 'ours', buildId: build.id })).toEqual({
      counts: false,
      by: 'our-role/x',
      why: 'it is a build of other-ci, not of harbor-ledger-ci',
    });
  });

  it('counts nothing by a plan when none is expected, and says somebody when CodeBuild names nobody', () => {
    const { initiator: _nobody, ...nameless } = build;

    expect(standingOf(nameless, { project })).toMatchObject({ counts: false, by: 'somebody' });
  });
});
