import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { Service } from '../../sandbox/kernel/service.ts';
import { operationsTable } from '../../sandbox/operations-table.ts';
import { services } from '../../sandbox/services/index.ts';

const aService: Service = {
  name: 'queues',
  protocols: [
    { kind: 'json', version: '1.0', targetPrefix: 'Q.' },
    { kind: 'query', apiVersion: '1', namespace: 'urn:q' },
  ],
  operations: {
    SendMessage: { resources: () => '*', handle: () => ({}) },
    CreateQueue: { resources: () => '*', handle: () => ({}) },
  },
  resources: {
    'AWS::SQS::Queue': {
      make: () => ({ ref: 'q' }),
      remove: () => {},
      replacing: [],
      permissions: { on: () => '*', create: [], update: [], delete: [] },
    },
  },
};

it('lists what a service has', () => {
  expect(operationsTable([aService])).toContain(
    '## Operations (2)\n\n### queues\n\nJSON 1.0, Query; 2 operations.\n\n`CreateQueue`, `SendMessage`\n\n## CloudFormation resources (1)\n\n- `AWS::SQS::Queue`\n',
  );
});

it('lists in docs/sandbox-operations.md what the sandbox has now (npm run fix writes it)', () => {
  const file = join(import.meta.dirname, '..', '..', 'docs', 'sandbox-operations.md');

  expect(readFileSync(file, 'utf8')).toBe(operationsTable(services));
});

it('names every route after an operation, and every operation of a REST service has a route', () => {
  for (const { name, protocols, operations } of services) {
    const routes = protocols.flatMap((protocol) => ('routes' in protocol ? protocol.routes : []));
    const routed = [...new Set(routes.map(({ operation }) => operation))].toSorted();

    if (routes.length > 0) expect([name, routed]).toEqual([name, Object.keys(operations).toSorted()]);
  }
});
