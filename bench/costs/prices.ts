/** What a month's use of something costs. */
export interface Price {
  /** What is metered. */
  readonly what: string;
  readonly unit: string;
  /** US dollars for so many units. */
  readonly dollars: number;
  readonly per: number;
}

/** When the prices were last looked at. */
export const pricesOf = '2026-11-27';

/** Where AWS tells them. */
export const pricePages = [
  'https://aws.amazon.com/lambda/pricing/',
  'https://aws.amazon.com/eventbridge/pricing/',
  'https://aws.amazon.com/dynamodb/pricing/on-demand/',
  'https://aws.amazon.com/sqs/pricing/',
  'https://aws.amazon.com/sns/pricing/',
  'https://aws.amazon.com/secrets-manager/pricing/',
  'https://aws.amazon.com/s3/pricing/',
  'https://aws.amazon.com/cloudwatch/pricing/',
  'https://aws.amazon.com/kms/pricing/',
  'https://aws.amazon.com/xray/pricing/',
  'https://aws.amazon.com/codebuild/pricing/',
  'https://aws.amazon.com/ec2/pricing/on-demand/',
] as const;

const million = 1_000_000;

/**
 * List prices of everything that the stack is metered by, in us-east-1, without free tiers, volume discounts and taxes.
 * Events of AWS's own services, rules, schedules of rules and calls of CodeCommit, CodeBuild and Lambda's control plane
 * cost nothing.
 */
export const prices = {
  lambdaRequests: { what: 'Lambda, requests', unit: 'requests', dollars: 0.2, per: million },
  lambdaGbSeconds: { what: 'Lambda, compute (arm64)', unit: 'GB-s', dollars: 0.0000133334, per: 1 },
  ownEvents: { what: 'EventBridge, events of our own', unit: 'events', dollars: 1, per: million },
  tableReads: { what: 'DynamoDB, reads', unit: 'read units', dollars: 0.125, per: million },
  tableWrites: { what: 'DynamoDB, writes', unit: 'write units', dollars: 0.625, per: million },
  tableGb: { what: 'DynamoDB, storage', unit: 'GB', dollars: 0.25, per: 1 },
  tableBackupGb: { what: 'DynamoDB, point-in-time recovery', unit: 'GB', dollars: 0.2, per: 1 },
  queueRequests: { what: 'SQS, requests', unit: 'requests', dollars: 0.4, per: million },
  mails: { what: 'SNS, e-mails of alarms', unit: 'mails', dollars: 2, per: 100_000 },
  secrets: { what: 'Secrets Manager, secrets', unit: 'secrets', dollars: 0.4, per: 1 },
  secretCalls: { what: 'Secrets Manager, calls', unit: 'calls', dollars: 0.05, per: 10_000 },
  bucketGb: { what: 'S3, storage', unit: 'GB', dollars: 0.023, per: 1 },
  bucketWrites: { what: 'S3, PUT and LIST', unit: 'requests', dollars: 0.005, per: 1_000 },
  bucketReads: { what: 'S3, GET', unit: 'requests', dollars: 0.0004, per: 1_000 },
  logGb: { what: 'CloudWatch Logs, ingestion', unit: 'GB', dollars: 0.5, per: 1 },
  logStoredGb: { what: 'CloudWatch Logs, storage', unit: 'GB', dollars: 0.03, per: 1 },
  metrics: { what: 'CloudWatch, custom metrics', unit: 'metrics', dollars: 0.3, per: 1 },
  alarmMetrics: { what: 'CloudWatch, alarms', unit: 'alarm metrics', dollars: 0.1, per: 1 },
  dashboards: { what: 'CloudWatch, dashboards', unit: 'dashboards', dollars: 3, per: 1 },
  keys: { what: 'KMS, keys of your own', unit: 'keys', dollars: 1, per: 1 },
  keyCalls: { what: 'KMS, calls', unit: 'calls', dollars: 0.03, per: 10_000 },
  traces: { what: 'X-Ray, traces', unit: 'traces', dollars: 5, per: million },
  transferGb: { what: 'Data transfer to other Regions', unit: 'GB', dollars: 0.02, per: 1 },
  runnerMinutes: { what: "CodeBuild, Drawbridge's own runner", unit: 'minutes', dollars: 0.005, per: 1 },
  buildMinutes: { what: 'CodeBuild, your builds', unit: 'minutes', dollars: 0.005, per: 1 },
} as const satisfies Record<string, Price>;

export type Metered = keyof typeof prices;
