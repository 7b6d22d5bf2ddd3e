/**
 * The kinds of records, each with what its partition keys look like, as a role's condition on `dynamodb:LeadingKeys`
 * says it: a role may touch the kinds that its function keeps, and no other.
 */
export const recordKinds = {
  backup: 'backup#*',
  branch: 'branch#*',
  'pull-request': 'pull-request#*',
  replica: 'replica#*',
  sweep: 'sweep',
} as const;

/** The partition key of the records of one kind that belong to this name. */
export function partitionKey(kind: keyof typeof recordKinds, name = ''): string {
  return recordKinds[kind].replace('*', () => name);
}
