import { expect, it } from 'vitest';
import { type Names, type ObservePorts, observe } from '../../../../functions/sweep/observe.ts';
import { ControllerError } from '../../../../shared/core/error.ts';
import type { SweepRecord } from '../../../../shared/core/sweep-record.ts';
import { hour, second } from '../../../../shared/core/time.ts';
import type { RecordKey } from '../../../../shared/store/items.ts';
import { aBuild, noon } from '../../../support/builders.ts';

const scheduled = { everything: false };
const onDemand = { everything: true };

it('gives each repository the open pull requests that nobody looks after', async () => {
  const ports = portsWith({
    repositories: ['ledger', 'docs'],
    listOpen: async (name) => (name === 'ledger' ? ['41', '42'] : []),
    attended: (keys) => keys.filter(({ pk }) => pk === 'pull-request#42'),
  });

  const { looks } = await observe(ports, scheduled);

  expect(looks.repository.found.map(({ look, found }) => [look.thing.name, found.unattended])).toEqual(
    expect.arrayContaining([
      ['ledger', ['41']],
      ['docs', []],
    ]),
  );
});

it('puts the newest build of each branch beside its record', async () => {
  const record = { buildId: 'ci:old' };
  const ports = portsWith({
    projects: ['ci'],
    listBuilds: async () => [
      aBuild({ id: 'ci:2', project: 'ci', sourceVersion: 'main', startedAt: noon - 1 }),
      aBuild({ id: 'ci:1', project: 'ci', sourceVersion: 'refs/heads/main', startedAt: noon - 2 }),
      aBuild({ id: 'ci:3', project: 'ci', sourceVersion: 'release/1', startedAt: noon - 3 }),
      aBuild({ id: 'ci:4', project: 'ci', sourceVersion: 'a'.repeat(40), startedAt: noon }),
    ],
    existing: () => [{ pk: 'branch#ci', sk: 'main', record }],
  });

  const { looks } = await observe(ports, scheduled);

  const [seen] = looks.project.found.map(({ found }) => found.branches);
  expect(seen?.map(({ branch, build, record: known }) => [branch, build.id, known])).toEqual([
    ['main', 'ci:2', record],
    ['release/1', 'ci:3', undefined],
  ]);
});

it('reads the builds since an hour before the last look, for a function that was still trying then', async () => {
  const asked: number[] = [];
  const ports = portsWith({
    projects: ['ci'],
    record: { lookedUntil: { project: noon - 5 * hour }, postponed: [] },
    async listBuilds(_project, since) {
      asked.push(since);
      return [];
    },
  });

  await observe(ports, scheduled);

  expect(asked).toEqual([noon - 7 * hour]);
});

it('finds the replicas and backups that nobody looks after', async () => {
  const ports = portsWith({
    replicas: [
      { repository: 'ledger', region: 'eu-west-2' },
      { repository: 'ledger', region: 'ap-northeast-2' },
    ],
    backups: ['weekly', 'daily'],
    attended: (keys) => keys.filter(({ pk, sk }) => sk === 'eu-west-2' || pk === 'backup#daily'),
  });

  const { looks } = await observe(ports, scheduled);

  const idle = [...looks.replica.found, ...looks.backup.found].filter(({ found }) => found.isIdle);
  expect(idle.map(({ look }) => look.thing.name)).toEqual(['ledger/ap-northeast-2', 'weekly']);
});

it('looks at all others when one repository is throttled, one is missing and one is not answered', async () => {
  const failures = {
    'service-3': new ControllerError('throttled', 'Rate exceeded.'),
    'service-5': new ControllerError('not-found', 'There is none.'),
    'service-8': new ControllerError('service-unavailable', 'No answer.'),
  };
  const ports = portsWith({
    repositories: named(20),
    projects: ['ci'],
    listOpen: async (name) => {
      if (Object.hasOwn(failures, name)) throw failures[name as keyof typeof failures];
      return [];
    },
  });

  const { looks } = await observe(ports, scheduled);

  expect(looks.repository.found).toHaveLength(17);
  expect(looks.repository.failed.map(({ look }) => look.thing.name).toSorted()).toEqual(
    Object.keys(failures),
  );
  expect(looks.project.found).toHaveLength(1);
});

it('wakes what is due, and leaves the turns of repositories to the next run, when their names cannot be listed', async () => {
  const error = new ControllerError('throttled', 'CodeCommit ListRepositories on the Region failed.');
  const ports = portsWith({ backups: ['weekly'], listNames: () => Promise.reject(error) });

  const observed = await observe(ports, scheduled);

  expect(observed.unlisted).toBe(error);
  expect(observed.things).toEqual([{ kind: 'backup', name: 'weekly' }]);
  expect(observed.looks.backup.found).toHaveLength(1);
});

it('looks at no more than 120 of a kind in one run, and at everything when that is asked for', async () => {
  const ports = portsWith({ repositories: named(300), projects: named(10) });

  const one = (await observe(ports, scheduled)).looks;
  const all = (await observe(ports, onDemand)).looks;

  expect([one.repository.found.length, one.repository.rest.length]).toEqual([120, 180]);
  expect([one.project.found.length, one.project.rest.length]).toEqual([10, 0]);
  expect([all.repository.found.length, all.repository.rest.length]).toEqual([300, 0]);
});

it('begins no look after half a minute, so that there is time to wake', async () => {
  let now = noon;
  const ports = portsWith({
    repositories: named(100),
    now: () => now,
    async listOpen() {
      now += second;
      return [];
    },
  });

  const { looks } = await observe(ports, onDemand);

  expect(looks.repository.found.length).toBeLessThan(36);
  expect(looks.repository.found.length + looks.repository.rest.length).toBe(100);
});

it('goes on where waking what is due broke off', async () => {
  const after = { pk: 'pull-request#7', sk: 'state', dueAt: '2026-03-02T11:00:00.000Z' };
  const asked: unknown[] = [];
  const ports = portsWith({ record: { lookedUntil: {}, postponed: [], dueAfter: after } });

  await observe(
    {
      ...ports,
      dueWork: {
        ...ports.dueWork,
        async dueAt(now, limits) {
          asked.push([now, limits]);
          return { keys: [] };
        },
      },
    },
    scheduled,
  );

  expect(asked).toEqual([[noon, { most: 2_000, after }]]);
});

function named(count: number): string[] {
  return Array.from({ length: count }, (_, at) => `service-${at}`);
}

function portsWith(
  parts: Partial<Names> &
    Partial<Pick<ObservePorts, 'replicas' | 'backups' | 'listOpen' | 'listBuilds' | 'listNames'>> & {
      readonly record?: SweepRecord;
      now?(): number;
      attended?(keys: readonly RecordKey[]): RecordKey[];
      existing?(): (RecordKey & { readonly record: unknown })[];
    },
): ObservePorts {
  const { record, now = () => noon, attended = (keys) => [...keys], existing = () => [] } = parts;
  const { repositories = [], projects = [], ...rest } = parts;
  return {
    clock: { now },
    records: { load: async () => record && { record, version: 1 }, save: async () => undefined },
    dueWork: {
      dueAt: async () => ({ keys: [] }),
      attended: async (keys) => attended(keys),
      existing: async () => existing(),
    },
    listOpen: async () => [],
    listBuilds: async () => [],
    listNames: async () => ({ repositories, projects }),
    replicas: [],
    backups: [],
    ...rest,
  };
}
