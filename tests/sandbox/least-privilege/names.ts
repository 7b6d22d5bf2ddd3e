/** What the stack is called, and the project and repository that drawbridge.yml names. */
export const stackName = 'drawbridge-sandbox';
export const project = 'harbor-ledger-ci';
export const repository = 'harbor-ledger';

/** The functions whose roles are proven here. */
export const provenFunctions = [
  'validate-pull-request',
  'report-build',
  'serve-badge',
  'sweep',
  'replicate-repository',
  'back-up-repository',
] as const;
export type ProvenFunction = (typeof provenFunctions)[number];

/** The build project that takes replications over; its role is one of the stack's own. */
export const runner = 'replication-runner';
export type RoleHolder = ProvenFunction | typeof runner;

/** What a function or the build project is called in the packaged stack. */
export const stackNameOf = (name: RoleHolder) => `${stackName}-${name}`;
