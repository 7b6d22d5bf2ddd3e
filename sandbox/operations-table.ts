import type { Protocol, Service } from './kernel/service.ts';

/**
 * What the sandbox has, as Markdown: the operations of every service, how they are spoken to, and the
 * CloudFormation resources that can be made. `docs/sandbox-operations.md` is this text.
 */
export function operationsTable(services: readonly Service[]): string {
  const resources = services.flatMap((service) => Object.keys(service.resources ?? {})).toSorted();
  const total = services.reduce((sum, { operations }) => sum + Object.keys(operations).length, 0);
  return [
    '# What the sandbox has',
    '',
    'Written by `npm run fix` from the services themselves; a test fails when it is not current.',
    'An operation that is not here answers as AWS does for an unknown one, and the sandbox prints its name.',
    '',
    `## Operations (${total})`,
    '',
    ...services.flatMap(describeService),
    `## CloudFormation resources (${resources.length})`,
    '',
    ...resources.map((type) => `- \`${type}\``),
    '',
  ].join('\n');
}

/** Lines and no columns: the formatter would widen a table to its longest cell. */
function describeService({ name, protocols, operations }: Service): string[] {
  const names = Object.keys(operations)
    .toSorted()
    .map((operation) => `\`${operation}\``);
  const count = `${names.length} ${names.length === 1 ? 'operation' : 'operations'}`;
  return [
    `### ${name}`,
    '',
    `${protocols.map(describe).join(', ')}; ${count}.`,
    '',
    names.join(', '),
    '',
  ].filter((line, index) => index < 4 || names.length > 0);
}

function describe(protocol: Protocol): string {
  switch (protocol.kind) {
    case 'json':
      return `JSON ${protocol.version}`;
    case 'query':
      return 'Query';
    case 'rest-json':
      return 'REST-JSON';
    case 'rest-xml':
      return 'REST-XML';
  }
}
