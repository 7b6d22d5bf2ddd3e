import type { Config } from '../../shared/config/schema.ts';
import { backupsOf, replicasOf } from '../doctor/expected.ts';
import { namesOf } from '../doctor/words.ts';
import type { Wanted } from './wanted.ts';

/** What the stack of the user's configuration looks after in the sandbox, and what it leaves to others. */
export function describeOwn(config: Config, wanted: Wanted, region: string): readonly string[] {
  return [
    ...replicasOf(config, region).map(
      ({ name, repository, region: to }) => `keeps ${name}: ${repository} in ${to}, from its first push on`,
    ),
    ...backupsOf(config, region).map(({ name, repository }) => `keeps backup ${name} of ${repository}`),
    ...(wanted.elsewhere.length === 0
      ? []
      : [
          `leaves what drawbridge.yml has for ${namesOf(wanted.elsewhere)} to the stack there; --region runs that one`,
        ]),
  ];
}

/** What to try first, on a repository whose pull requests are built; on any other there is only git to try. */
export function tryFirst({ repositories, checks }: Wanted): string {
  const checked = repositories.find(({ name }) => checks.some(({ repository }) => repository === name));
  const { name, branch } = checked ?? repositories[0] ?? { name: '<repository>', branch: 'main' };
  return [
    clone(name),
    ...(checked === undefined ? [] : [pullRequest(name, branch)]),
    '  npm run doctor -- --stage sandbox    # from here: whether everything would work',
  ].join('\n');
}

function clone(repository: string): string {
  return `  git clone -c credential.UseHttpPath=true \\
    -c credential.helper='!aws codecommit credential-helper --ignore-host-check $@' \\
    $AWS_ENDPOINT_URL/v1/repos/${repository} && cd ${repository}`;
}

/** The build of a repository that was made here fails as long as there is a file called FAIL. */
function pullRequest(repository: string, branch: string): string {
  return `  git switch -c try origin/${branch} && touch FAIL && git add FAIL
  git commit -m 'Let it fail' && git push origin try
  aws --endpoint-url $AWS_ENDPOINT_URL codecommit create-pull-request --title Try \\
    --targets repositoryName=${repository},sourceReference=try,destinationReference=${branch}`;
}
