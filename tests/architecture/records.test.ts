import { readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { onlyRecordsOf } from '../../packaging/records-condition.ts';
import { recordKinds } from '../../shared/store/kinds.ts';
import { filesBelow, textOf } from '../support/source-files.ts';
import { tourStack } from '../support/tour-stack.ts';

const Texts = z.union([z.string(), z.array(z.string())]).transform((texts) => [texts].flat());
const Statement = z.object({ Action: Texts, Resource: z.unknown(), Condition: z.unknown().optional() });
const Role = z.object({
  Type: z.literal('AWS::IAM::Role'),
  Properties: z.object({
    Policies: z.array(z.object({ PolicyDocument: z.object({ Statement: z.array(Statement) }) })),
  }),
});

/** What each role's holder begins with. */
const entries: Readonly<Record<string, string>> = {
  ValidatePullRequestRole: 'functions/validate-pull-request/handler.ts',
  ReportBuildRole: 'functions/report-build/handler.ts',
  ServeBadgeRole: 'functions/serve-badge/handler.ts',
  SweepRole: 'functions/sweep/handler.ts',
  ReplicateRepositoryRole: 'functions/replicate-repository/handler.ts',
  BackUpRepositoryRole: 'functions/back-up-repository/handler.ts',
  ReplicationRunnerRole: 'functions/replicate-repository/run-in-build.ts',
};

let roles: Record<string, z.output<typeof Statement>[]> = {};

beforeAll(async () => {
  const { templateFile } = await tourStack();
  const { Resources } = z
    .object({ Resources: z.record(z.string(), z.unknown()) })
    .parse(JSON.parse(readFileSync(templateFile, 'utf8')));
  roles = Object.fromEntries(
    Object.entries(Resources).flatMap(([id, resource]) => {
      const role = Role.safeParse(resource).data;
      return role ? [[id, role.Properties.Policies.flatMap((one) => one.PolicyDocument.Statement)]] : [];
    }),
  );
});

describe('the kinds of records', () => {
  it('are kept by one file each', () => {
    const kept = filesBelow('shared/store', /\.ts$/).flatMap(kindsIn);

    expect(kept.toSorted()).toEqual(Object.keys(recordKinds));
  });

  it('begin their keys in shared/store alone', () => {
    const beginnings = Object.keys(recordKinds).map((kind) => `['"\`]${kind}#`);
    const elsewhere = ['functions', 'shared', 'packaging', 'scripts']
      .flatMap((folder) => filesBelow(folder, /\.ts$/))
      .filter((file) => file !== 'shared/store/kinds.ts')
      .filter((file) => new RegExp(beginnings.join('|')).test(textOf(file)));

    expect(elsewhere).toEqual([]);
  });

  it('are granted to every role that is there', () => {
    expect(Object.keys(roles).toSorted()).toEqual(Object.keys(entries).toSorted());
  });

  it.each(Object.entries(entries))('that %s grants are those that %s keeps or asks for', (role, entry) => {
    const ofRecords = (roles[role] ?? []).filter(({ Action }) => Action.some(isOfItems));

    const granted = ofRecords.flatMap(({ Condition }) => kindsOf(Condition));

    expect(granted.toSorted()).toEqual(importedBy(entry).flatMap(kindsIn).toSorted());
    expect(ofRecords.map(({ Condition }) => Condition)).toEqual(
      ofRecords.map(({ Condition }) => onlyRecordsOf(kindsOf(Condition))),
    );
  });

  it('stand in no condition that nobody keeps', () => {
    expect(() => onlyRecordsOf(['branch', 'branches'])).toThrow(
      'There are no records of kind branches, but backup, branch, pull-request, replica, sweep',
    );
    expect(() => onlyRecordsOf([])).toThrow('A condition on records names their kinds');
  });
});

/** Every action on items, but for looking into an index that holds keys alone. */
function isOfItems(action: string): boolean {
  return action.startsWith('dynamodb:') && action !== 'dynamodb:Query';
}

function kindsOf(condition: unknown): string[] {
  const text = JSON.stringify(condition ?? {});
  return Object.entries(recordKinds).flatMap(([kind, keys]) => (text.includes(`"${keys}"`) ? [kind] : []));
}

/** The kinds whose keys a file of the store makes. */
function kindsIn(file: string): string[] {
  if (!file.startsWith('shared/store/')) return [];
  return [...textOf(file).matchAll(/\bpartitionKey\('([a-z-]+)'/g)].map(([, kind = '']) => kind);
}

/** A module with all that it imports, late or not, and what those import. */
function importedBy(entry: string): string[] {
  const found = new Set<string>();
  const open = [entry];
  for (let file = open.pop(); file !== undefined; file = open.pop()) {
    if (found.has(file)) continue;
    found.add(file);
    open.push(...importsOf(file));
  }
  return [...found];
}

function importsOf(file: string): string[] {
  const text = textOf(file).replace(/^import type [^;]*;$/gm, '');
  return [...text.matchAll(/(?:\bfrom |\bimport\()'(\.[^']+\.ts)'/g)].map(([, path = '']) =>
    posix.join(posix.dirname(file), path),
  );
}
