import * as z from 'zod';
import { LogRetention } from './log-retention.ts';
import { RegionName } from './region-name.ts';
import { Subscription } from './subscription.ts';

/** CloudFormation's and the services' common rule for tags (AWS general reference, tag naming limits). */
const Tags = z
  .record(
    z
      .string()
      .regex(/^[\p{L}\p{N} _.:/=+@-]{1,128}$/u, 'a tag key has 1 to 128 letters, digits, spaces and _.:/=+-@')
      .refine((key) => !/^aws:/i.test(key), 'AWS keeps tag keys that begin with aws: for itself'),
    z
      .string()
      .regex(
        /^[\p{L}\p{N} _.:/=+@-]{0,256}$/u,
        'a tag value has at most 256 letters, digits, spaces and _.:/=+-@',
      ),
  )
  .refine((tags) => Object.keys(tags).length <= 40, 'at most 40 tags; AWS allows 50 and adds some of its own')
  .describe('Tags of every resource of the stack, and of the stack.');

/** An ARN has its account in it; a name means the account that is deployed to. */
const PermissionsBoundary = z
  .string()
  .regex(
    /^(?:arn:aws[a-z-]*:iam::(?:aws|[0-9]{12}):policy\/)?[\w+=,.@-]+(?:\/[\w+=,.@-]+)*$/,
    'a permissions boundary is the name or the ARN of a managed policy, such as team-boundary or arn:aws:iam::111122223333:policy/team-boundary',
  )
  .describe('The managed policy that bounds every role of the stack: its name, or its ARN.');

const ServiceRole = z
  .string()
  .regex(
    /^arn:aws[a-z-]*:iam::[0-9]{12}:role\/[\w+=,.@/-]+$/,
    'a service role is written as arn:aws:iam::111122223333:role/name',
  )
  .describe(
    "The role by which CloudFormation makes the stack's resources; the deployer's own rights when left out.",
  );

/** Ids that begin with mrk- are the same in every Region that the key was replicated to. */
const KmsKey = z
  .string()
  .regex(
    /^(?:arn:aws[a-z-]*:kms:[a-z0-9-]+:[0-9]{12}:key\/)?(?:mrk-[0-9a-f]{32}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/,
    'a KMS key is its id or its ARN, such as mrk-1234abcd12ab34cd56ef1234567890ab; an alias is not taken, for roles cannot name one',
  )
  .describe('The KMS key of table, queue, topic, secret, backups and logs: its id, or its ARN.');

function idOf(kind: 'vpc' | 'subnet' | 'sg') {
  return z.string().regex(new RegExp(`^${kind}-[0-9a-f]{8,17}$`), `is written as ${kind}-1a2b3c4d5e6f7a8b9`);
}

const Vpc = z
  .strictObject({
    id: idOf('vpc').describe('The VPC.'),
    subnets: z
      .array(idOf('subnet'))
      .min(1, 'name at least one subnet')
      .max(16, 'at most 16 subnets')
      .describe('Subnets from which every AWS service is reached that the functions call.'),
    'security-groups': z
      .array(idOf('sg'))
      .min(1, 'name at least one security group')
      .max(5, 'at most 5 security groups')
      .describe('Security groups that let HTTPS out.'),
  })
  .transform(({ id, subnets, ...vpc }) => ({ id, subnets, securityGroups: vpc['security-groups'] }))
  .describe('The network that the functions and the build project run in.');

const BackupLock = z
  .strictObject({
    mode: z
      .literal(['governance', 'compliance'])
      .describe(
        'Who may delete all the same: in governance those who have s3:BypassGovernanceRetention, in compliance nobody.',
      ),
    days: z
      .int()
      .min(1)
      .max(3650)
      .describe('How long no version of a backup can be deleted or replaced, from the time it was written.'),
  })
  .describe('Object Lock on the bucket of backups, to be chosen before the first deployment.');

const settings = {
  notify: z
    .array(Subscription)
    .max(20, 'at most 20 subscriptions')
    .optional()
    .describe('Who is told of alarms: subscriptions of the topic that every alarm of the stack tells.'),
  tags: Tags.optional(),
  'log-retention': LogRetention.optional(),
  'permissions-boundary': PermissionsBoundary.optional(),
  'service-role': ServiceRole.optional(),
  'kms-key': KmsKey.optional(),
  'backup-lock': BackupLock.optional(),
  vpc: Vpc.optional(),
  'public-concurrency': z
    .int()
    .min(1)
    .max(1000)
    .optional()
    .describe(
      "How many requests to public URLs run at once: reserved out of the account's concurrency, so that nobody's requests starve the rest.",
    ),
  'termination-protection': z
    .boolean()
    .optional()
    .describe('Whether CloudFormation refuses to delete the stack; left as it is when left out.'),
};

/** A stage, as the Serverless Framework takes it, alone or with one of its Regions. */
const Place = z
  .string()
  .regex(
    /^[A-Za-z][A-Za-z0-9-]{0,39}(?:\/[a-z0-9-]+)?$/,
    'an override is for a stage such as prod, or for a stage in a Region such as prod/eu-west-1',
  )
  .refine(
    (place) => !place.includes('/') || RegionName.safeParse(place.split('/')[1]).success,
    'the Region after the slash is written as in prod/eu-west-1',
  );

const Settings = z.strictObject(settings).transform(named);

/** The settings of a deployment, as packaging uses them. What is left out is left as AWS has it. */
export type DeploySettings = z.output<typeof Settings>;

/**
 * The `deploy` part of `drawbridge.yml`: how the stack itself is deployed. These are settings of its operators; they
 * never reach a function.
 */
export const Deploy = z
  .strictObject({
    ...settings,
    overrides: z
      .record(Place, Settings)
      .default({})
      .describe(
        'Other settings for a stage, or for a stage in one Region; each replaces what stands above as a whole.',
      ),
  })
  .transform(({ overrides, ...forAll }) => ({ ...named(forAll), overrides }))
  .describe('How the stack itself is deployed; none of it reaches a function.');

export type Deploy = z.output<typeof Deploy>;

/** The settings that hold for a stage in a Region: an override for both before one for the stage, before the rest. */
export function deploySettings(
  { overrides, ...forAll }: Deploy,
  { stage, region }: { readonly stage: string; readonly region: string },
): DeploySettings {
  return { ...forAll, ...overrides[stage], ...overrides[`${stage}/${region}`] };
}

function named(given: z.output<z.ZodObject<typeof settings>>) {
  const all = {
    notify: given.notify,
    tags: given.tags,
    logRetentionDays: given['log-retention'],
    permissionsBoundary: given['permissions-boundary'],
    serviceRole: given['service-role'],
    kmsKey: given['kms-key'],
    backupLock: given['backup-lock'],
    vpc: given.vpc,
    publicConcurrency: given['public-concurrency'],
    terminationProtection: given['termination-protection'],
  };
  // What is left out must not be there at all, or an override would take away what it does not name.
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)) as {
    [Name in keyof typeof all]?: Exclude<(typeof all)[Name], undefined>;
  };
}
