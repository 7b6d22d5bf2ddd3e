import { CreateRepositoryCommand } from '@aws-sdk/client-codecommit';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { scopeOf } from '../../../sandbox/kernel/world.ts';
import { flush, packet } from '../../../sandbox/services/codecommit/git/pkt-line.ts';
import { issueCredentials } from '../../../sandbox/services/iam/credentials.ts';
import { readPolicy } from '../../../sandbox/services/iam/policy.ts';
import { createRole } from '../../../sandbox/services/iam/roles.ts';
import { aGitWorld, type GitWorld, headerFor, tipOf } from './a-git-world.ts';

/** Of version 2, with no objects, and its checksum. */
const emptyPack = Buffer.from('5041434b0000000200000000029d08823bd8a8eab510ad6ac75c823cfd3ed31e', 'hex');

let at: GitWorld;
let name = '';

beforeAll(async () => {
  at = await aGitWorld();
});
afterAll(() => at.close());
beforeEach(async () => {
  name = await at.repository();
});

describe('credentials', () => {
  it.each([
    ['another secret', () => headerFor(at.url(name), { secretAccessKey: 'wrong' })],
    ['an unknown Region', () => headerFor(at.url(name), { region: 'mars-1' })],
    ['the signature for another repository', () => headerFor(at.url('other'))],
    ['no such access key', () => `Basic ${Buffer.from('nobody:x').toString('base64')}`],
  ])('with %s are refused with 403', async (_what, header) => {
    const { code, stderr } = await at.git(at.folder, ['ls-remote', at.url(name)], header());

    expect(code).toBe(128);
    expect(stderr).toContain('403');
  });

  it('are asked for when there are none', async () => {
    const response = await fetch(`${at.url(name)}/info/refs?service=git-upload-pack`);

    expect(response.status).toBe(401);
    expect(response.headers.get('www-authenticate')).toMatch(/^Basic /);
  });

  it('of a Region find the repository of that Region', async () => {
    await at.client('us-east-1').send(new CreateRepositoryCommand({ repositoryName: name }));
    const clone = await at.clone(name);
    const virginia = headerFor(at.url(name), { region: 'us-east-1' });

    await at.git(clone, ['push', '-q', 'origin', 'main'], virginia);

    const here = await at.git(clone, ['ls-remote', 'origin']);
    const there = await at.git(clone, ['ls-remote', 'origin'], virginia);
    expect(here.stdout).toBe('');
    expect(there.stdout).toContain('refs/heads/main');
  });

  it('of a Region that has no such repository do not find it', async () => {
    const oregon = headerFor(at.url(name), { region: 'us-west-2' });

    const { stderr } = await at.git(at.folder, ['ls-remote', at.url(name)], oregon);

    expect(stderr).toContain('not found');
  });
});

describe('a role', () => {
  /** A header of a new session of a role that may do this with the repository. */
  function sessionHeader(statements: object[]): string {
    const scope = scopeOf(at.world, 'eu-west-1');
    const role = createRole(scope, {
      roleName: `role-of-${name}`,
      trustPolicy: { Version: '2012-10-17', Statement: [] },
    });
    role.policies.set('own', readPolicy({ Version: '2012-10-17', Statement: statements }));
    return headerFor(at.url(name), issueCredentials(scope, { roleArn: role.arn, sessionName: 'ci' }));
  }

  const resource = () => `arn:aws:codecommit:eu-west-1:111122223333:${name}`;

  it('that may pull cannot push', async () => {
    const header = sessionHeader([{ Effect: 'Allow', Action: 'codecommit:GitPull', Resource: resource() }]);
    const clone = await at.clone(name);

    const pulled = await at.git(clone, ['ls-remote', 'origin'], header);
    const pushed = await at.git(clone, ['push', 'origin', 'main'], header);

    expect(pulled).toMatchObject({ code: 0 });
    expect(pushed.code).toBe(128);
    expect(pushed.stderr).toContain('403');
  });

  it('can be kept from one branch, as AWS documents it', async () => {
    const header = sessionHeader([
      { Effect: 'Allow', Action: 'codecommit:*', Resource: resource() },
      {
        Effect: 'Deny',
        Action: 'codecommit:GitPush',
        Resource: '*',
        Condition: {
          StringEqualsIfExists: { 'codecommit:References': ['refs/heads/main'] },
          Null: { 'codecommit:References': 'false' },
        },
      },
    ]);
    const clone = await at.clone(name);

    const refused = await at.git(clone, ['push', 'origin', 'main'], header);
    const taken = await at.git(clone, ['push', 'origin', 'main:feature'], header);

    expect(refused.stderr).toContain('403');
    expect(taken).toMatchObject({ code: 0 });
  });

  it('is kept from it also where it writes object ids as nobody does', async () => {
    const header = sessionHeader([
      { Effect: 'Allow', Action: 'codecommit:*', Resource: resource() },
      {
        Effect: 'Deny',
        Action: 'codecommit:GitPush',
        Resource: '*',
        Condition: {
          StringEqualsIfExists: { 'codecommit:References': ['refs/heads/main'] },
          Null: { 'codecommit:References': 'false' },
        },
      },
    ]);
    const clone = await at.clone(name);
    await at.git(clone, ['push', 'origin', 'main:feature'], header);
    const tip = await tipOf(at.git, clone);
    const push = async (line: string) => {
      const response = await fetch(`${at.url(name)}/git-receive-pack`, {
        method: 'POST',
        headers: { authorization: header, 'content-type': 'application/x-git-receive-pack-request' },
        body: Buffer.concat([packet(line), flush, emptyPack]),
      });
      await response.text();
      return response.status;
    };

    expect(await push(`${'0'.repeat(40)} ${tip.toUpperCase()} refs/heads/main\0report-status`)).toBe(403);
    expect(await push(`${'0'.repeat(40)} ${tip} refs/heads/main\nx\0report-status`)).toBe(400);
    expect(await push(`${'0'.repeat(40)} ${tip.toUpperCase()} refs/heads/other\0report-status`)).toBe(200);

    const { stdout } = await at.git(clone, ['ls-remote', 'origin', 'refs/heads/*']);
    expect(stdout).toBe(`${tip}\trefs/heads/feature\n${tip}\trefs/heads/other\n`);
  });

  it('is not taken without its session token', async () => {
    const [user, password] = Buffer.from(
      sessionHeader([{ Effect: 'Allow', Action: '*', Resource: '*' }]).slice('Basic '.length),
      'base64',
    )
      .toString()
      .split(':');
    const header = `Basic ${Buffer.from(`${user?.split('%')[0]}:${password}`).toString('base64')}`;

    const { stderr } = await at.git(at.folder, ['ls-remote', at.url(name)], header);

    expect(stderr).toContain('403');
  });
});

describe('an address', () => {
  it.each(['gone', 'shop.git'])('of no repository (%s) is not found', async (repository) => {
    const { stderr } = await at.git(at.folder, ['ls-remote', at.url(repository)]);

    expect(stderr).toContain('not found');
  });

  it('with a slash at its end is not found', async () => {
    const response = await fetch(`${at.url(name)}//info/refs?service=git-upload-pack`, {
      headers: { authorization: headerFor(at.url(name)) },
    });

    expect(response.status).toBe(404);
  });
});
