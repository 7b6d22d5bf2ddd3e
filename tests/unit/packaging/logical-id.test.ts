import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { configNames } from '../../../packaging/config-names.ts';
import { fitRoles } from '../../../packaging/limits/fit-roles.ts';
import { splitRules } from '../../../packaging/limits/split-rules.ts';
import { logicalId } from '../../../packaging/logical-id.ts';
import { watchStack } from '../../../packaging/monitoring/watch-stack.ts';
import type { Template } from '../../../packaging/template.ts';
import { loadConfig } from '../../../shared/config/load.ts';
import type { Config } from '../../../shared/config/schema.ts';
import { aRole } from './a-role.ts';

describe('the id of what belongs to a name', () => {
  it.each([
    ['report-build', 'ReportBuildAlarm'],
    ['ledger-to-london', 'LedgerToLondonAlarm'],
    ['svc1', 'Svc1Alarm'],
    ['svc-1', 'xsvcDash1Alarm'],
    ['dr--x', 'xdrDashDashxAlarm'],
    ['b-', 'xbDashAlarm'],
    ['1', 'x1Alarm'],
  ])('for %s is %s', (name, id) => {
    expect(logicalId(name, 'Alarm')).toBe(id);
  });

  it('is never that of another name', () => {
    const name = fc.stringMatching(/^[ax1][ax1-]{0,6}$/);

    fc.assert(
      fc.property(name, name, (one, other) => {
        expect(logicalId(one, 'Alarm') === logicalId(other, 'Alarm')).toBe(one === other);
        expect(logicalId(one, 'Alarm')).toMatch(/^[A-Za-z][A-Za-z0-9]{0,254}$/);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('the template', () => {
  it('is valid for every name that drawbridge.yml takes: ids of letters and digits, and one for each thing', () => {
    fc.assert(
      fc.property(aConfig(), (config) => {
        const template = templateOf(config);
        const resources = Object.entries(template.Resources);

        for (const [id] of resources) expect(id).toMatch(/^[A-Za-z][A-Za-z0-9]{0,254}$/);
        const alarms = resources.map(([, { Properties }]) => Properties?.['AlarmName']).filter(Boolean);
        expect(new Set(alarms).size).toBe(alarms.length);
        for (const kind of ['replication-lag', 'backup'] as const)
          expect(alarms.filter((name) => String(name).startsWith(`drawbridge-prod-${kind}-`)).length).toBe(
            Object.keys(kind === 'backup' ? config.backup : config.replication).length,
          );
        for (const name of alarms) expect(String(name).length).toBeLessThanOrEqual(255);
        for (const rule of rulesOf(template)) {
          expect(String(rule['Name'])).toMatch(/^[.\-_A-Za-z0-9]{1,64}$/);
          expect(JSON.stringify(rule['EventPattern']).length).toBeLessThanOrEqual(2048);
        }
      }),
      { numRuns: 30 },
    );
  });
});

/** What a team may write, by names of all the shapes that are taken. */
function aConfig(): fc.Arbitrary<Config> {
  const plain = fc.stringMatching(/^[a-c1][a-c1-]{0,39}$/);
  const repository = fc.stringMatching(/^[A-Ca-c0-9_-]{1,95}$/);
  const pattern = fc
    .tuple(repository, fc.constantFrom('*', '*b', '*-c'))
    .map(([head, tail]) => head.slice(0, 90) + tail);
  return fc
    .record({
      repositories: fc.uniqueArray(fc.oneof(repository, pattern), { minLength: 1, maxLength: 60 }),
      replications: fc.uniqueArray(plain, { maxLength: 20 }),
      backups: fc.uniqueArray(plain, { maxLength: 20 }),
    })
    .map(({ repositories, replications, backups }) => {
      const names = (some: readonly string[], entry: (index: number) => string) =>
        some.map((name, index) => `  "${name}": ${entry(index)}`).join('\n');
      return `
version: 1
defaults: { pull-requests: { builds: { unit: { project: "p{repository}-ci" } } } }
repositories:
${names(repositories, () => '')}
replication:
${names(replications, (index) => `{ repository: r${index}, from: eu-west-1, to: eu-west-2 }`)}
backup:
${names(backups, () => '{ repository: ledger }')}
`;
    })
    .map((text) => loadConfig(text.replace(/\n(\w+):\n\n/g, '\n')))
    .filter((loaded) => loaded.ok)
    .map(({ config }) => config);
}

/** What packaging adds that depends on the configuration. */
function templateOf(config: Config): Template {
  const functions = ['sweep', 'report-build'].map((job) => ({
    job,
    functionName: `drawbridge-prod-${job}`,
    timeoutSeconds: 20,
    description: '',
    isPublic: false,
  }));
  const names = configNames(config, 'eu-west-1');
  const EventPattern = { source: ['aws.codecommit'], detail: { repositoryNames: names['repository-names'] } };
  const template: Template = {
    Resources: {
      ...watchStack(config, { name: 'drawbridge-prod', region: 'eu-west-1', functions }),
      Role: aRole(config),
      Rule: {
        Type: 'AWS::Events::Rule',
        Properties: { Name: 'drawbridge-prod-pull-requests', EventPattern },
      },
    },
  };
  const place = { stackName: 'drawbridge-prod', region: 'eu-west-1' };
  return {
    Resources: {
      ...template.Resources,
      ...splitRules(template).resources,
      ...fitRoles(template, place).resources,
    },
  };
}

function rulesOf({ Resources }: Template): Readonly<Record<string, unknown>>[] {
  return Object.values(Resources).flatMap(({ Type, Properties }) =>
    Type === 'AWS::Events::Rule' && Properties ? [Properties] : [],
  );
}
