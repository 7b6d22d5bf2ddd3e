import { describe, expect, it } from 'vitest';
import { buildRolesLook } from '../../../scripts/doctor/looks/build-roles.ts';
import { functionRolesLook } from '../../../scripts/doctor/looks/function-roles.ts';
import { projectsLook } from '../../../scripts/doctor/looks/projects.ts';
import { briefly, place } from './briefly.ts';

const check = { repository: 'ledger', check: 'unit', project: 'ledger-ci' };
const found = {
  sourceType: 'CODECOMMIT',
  location: 'https://git-codecommit.eu-west-1.amazonaws.com/v1/repos/ledger',
  serviceRole: 'arn:aws:iam::111122223333:role/service-role/ledger-builds',
  logGroup: '/aws/codebuild/ledger-ci',
};
const useLedger =
  'aws codebuild update-project --name ledger-ci --source type=CODECOMMIT,location=https://git-codecommit.eu-west-1.amazonaws.com/v1/repos/ledger --region eu-west-1';

describe('the look at build projects', () => {
  it('tells how to make one that is missing', () => {
    expect(briefly(projectsLook.assess([check], place))).toEqual([
      'fails: build project ledger-ci of check unit (repository ledger) does not exist in eu-west-1 → Make it with source type CODECOMMIT and location https://git-codecommit.eu-west-1.amazonaws.com/v1/repos/ledger (aws codebuild create-project), or mend its name in drawbridge.yml.',
    ]);
  });

  it.each([
    [{}, 'by the buildspec.yml of each commit'],
    [{ buildspec: '' }, 'by the buildspec.yml of each commit'],
    [{ buildspec: 'ci/unit.yml' }, 'by the ci/unit.yml of each commit'],
    [{ buildspec: 'version: 0.2\nphases: {}\n' }, 'by a buildspec in the project, which no commit changes'],
  ])('says by which buildspec it builds: %j', (buildspec, told) => {
    expect(briefly(projectsLook.assess([{ ...check, found: { ...found, ...buildspec } }], place))).toEqual([
      `ok: build project ledger-ci builds ledger for check unit, ${told}`,
    ]);
  });

  it.each([
    [
      { location: 'https://git-codecommit.eu-west-1.amazonaws.com/v1/repos/ledger-old' },
      'builds https://git-codecommit.eu-west-1.amazonaws.com/v1/repos/ledger-old',
    ],
    [
      { location: 'https://git-codecommit.us-east-1.amazonaws.com/v1/repos/ledger' },
      'builds https://git-codecommit.us-east-1.amazonaws.com/v1/repos/ledger',
    ],
    [{ sourceType: 'GITHUB', location: 'https://github.com/harbor/ledger' }, 'has a source of type GITHUB'],
  ])('fails one with another source: %j', (source, told) => {
    expect(briefly(projectsLook.assess([{ ...check, found: { ...found, ...source } }], place))).toEqual([
      `fails: build project ledger-ci of check unit ${told}, not repository ledger → ${useLedger}`,
    ]);
  });

  it('warns of one that writes no log', () => {
    const { logGroup: _, ...silent } = found;

    expect(briefly(projectsLook.assess([{ ...check, found: silent }], place))).toEqual([
      'ok: build project ledger-ci builds ledger for check unit, by the buildspec.yml of each commit',
      'warning: build project ledger-ci writes no log to CloudWatch, so a failed build is told without its lines → aws codebuild update-project --name ledger-ci --logs-config cloudWatchLogs={status=ENABLED} --region eu-west-1',
    ]);
  });
});

describe("the look at build projects' roles", () => {
  const role = { project: 'ledger-ci', repository: 'ledger', role: found.serviceRole };
  const ledger = 'arn:aws:codecommit:eu-west-1:111122223333:ledger';
  const stream = 'arn:aws:logs:eu-west-1:111122223333:log-group:/aws/codebuild/ledger-ci:log-stream:any';

  it('is well when the role may do all', () => {
    expect(briefly(buildRolesLook.assess([{ ...role, denied: [] }], place))).toEqual([
      'ok: role ledger-builds may fetch ledger and write the log of ledger-ci',
    ]);
  });

  it('fails a role that does not exist', () => {
    expect(briefly(buildRolesLook.assess([role], place))).toEqual([
      'fails: role ledger-builds of build project ledger-ci does not exist, so no build of it can begin → Make it, or give the project another: aws codebuild update-project --name ledger-ci --service-role <arn>',
    ]);
  });

  it('fails a role that may not fetch, warns of one that may not log, and gives the command', () => {
    const denied = [
      { action: 'codecommit:GitPull', resource: ledger },
      { action: 'logs:PutLogEvents', resource: stream },
    ];

    expect(briefly(buildRolesLook.assess([{ ...role, denied }], place))).toEqual([
      `fails: role ledger-builds of build project ledger-ci may not fetch repository ledger → aws iam put-role-policy --role-name ledger-builds --policy-name drawbridge-builds --policy-document '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"codecommit:GitPull","Resource":"arn:aws:codecommit:eu-west-1:111122223333:ledger"}]}'`,
      `warning: role ledger-builds of build project ledger-ci may not logs:PutLogEvents, so a failed build is told without its lines → aws iam put-role-policy --role-name ledger-builds --policy-name drawbridge-builds --policy-document '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"logs:PutLogEvents","Resource":"arn:aws:logs:eu-west-1:111122223333:log-group:/aws/codebuild/ledger-ci:*"}]}'`,
    ]);
  });
});

describe("the look at functions' roles", () => {
  const of = { job: 'pull requests', functionName: 'validate-pull-request' } as const;
  const deploy = 'npm run deploy -- --stage prod --region eu-west-1';

  it('is well when the role may do all', () => {
    expect(briefly(functionRolesLook.assess([{ ...of, denied: [] }], place))).toEqual([
      'ok: validate-pull-request may do all that drawbridge.yml needs',
    ]);
  });

  it('fails a function that is not there', () => {
    expect(briefly(functionRolesLook.assess([of], place))).toEqual([
      `fails: function validate-pull-request is not there → Deploy the stack again: ${deploy}`,
    ]);
  });

  it('tells together what an older deployment does not know, and apart a log group that cannot be read', () => {
    const repository = (name: string) => `arn:aws:codecommit:eu-west-1:111122223333:${name}`;
    const denied = [
      { action: 'codecommit:GetPullRequest', resource: repository('charts') },
      { action: 'codecommit:GetPullRequest', resource: repository('logbook') },
      {
        action: 'logs:GetLogEvents',
        resource: 'arn:aws:logs:eu-west-1:111122223333:log-group:builds:log-stream:any',
      },
    ];

    expect(briefly(functionRolesLook.assess([{ ...of, denied }], place))).toEqual([
      'fails: validate-pull-request may not read log group builds, so a failed build is told without its lines → Let the project log to its own group, /aws/codebuild/<project>: aws codebuild update-project --name <project> --logs-config cloudWatchLogs={status=ENABLED}',
      `fails: validate-pull-request may not codecommit:GetPullRequest on charts and logbook → drawbridge.yml names more than was deployed; deploy it: ${deploy}`,
    ]);
  });
});
