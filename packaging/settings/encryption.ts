import type { Statement, Template } from '../template.ts';
import { changeResources } from './change-resources.ts';
import { grantToRoles, type KnownRole } from './grant-to-roles.ts';

/** The logical id in serverless.yml. */
const BACKUP_BUCKET = 'BackupBucket';

/** The services that use a key in the name of who calls them, and the actions that write what they encrypt. */
const writing: Readonly<Record<string, readonly string[]>> = {
  dynamodb: ['dynamodb:PutItem'],
  s3: ['s3:PutObject'],
  secretsmanager: [],
  sqs: ['sqs:SendMessage'],
};

/**
 * Encrypts what the stack keeps with a key of the operators: table, queue, topic, secret, the bucket of backups and
 * the logs. The roles get what they need of the key, through those services only. What AWS's own services need stands
 * in the key's policy, which is not ours to write (docs/operating.md has it).
 */
export function encrypt(template: Template, kmsKey: string): void {
  const key = kmsKey.startsWith('arn:')
    ? kmsKey
    : { 'Fn::Sub': `arn:\${AWS::Partition}:kms:\${AWS::Region}:\${AWS::AccountId}:key/${kmsKey}` };
  changeResources(template, 'AWS::DynamoDB::Table', (properties) => ({
    ...properties,
    SSESpecification: { SSEEnabled: true, SSEType: 'KMS', KMSMasterKeyId: key },
  }));
  changeResources(template, 'AWS::SQS::Queue', (properties) => ({
    ...properties,
    // A queue has one way of encryption: the other is switched off.
    SqsManagedSseEnabled: false,
    KmsMasterKeyId: key,
  }));
  changeResources(template, 'AWS::SNS::Topic', (properties) => ({ ...properties, KmsMasterKeyId: key }));
  changeResources(template, 'AWS::SecretsManager::Secret', (properties) => ({
    ...properties,
    KmsKeyId: key,
  }));
  changeResources(template, 'AWS::Logs::LogGroup', (properties) => ({ ...properties, KmsKeyId: key }));
  // The framework's own bucket holds code and templates, which are no secrets; a deployer would need the key as well.
  changeResources(template, 'AWS::S3::Bucket', (properties, logicalId) =>
    logicalId === BACKUP_BUCKET ? { ...properties, BucketEncryption: bucketEncryption(key) } : properties,
  );
  grantToRoles(template, 'encryption', (role) => keyUse(role, key));
}

function bucketEncryption(key: unknown): object {
  return {
    ServerSideEncryptionConfiguration: [
      // One data key for many objects, or each part of a backup would be a paid request to KMS.
      {
        BucketKeyEnabled: true,
        ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: key },
      },
    ],
  };
}

/**
 * What each service's own guide asks for of those who read or write what a customer's key encrypts (DynamoDB, S3 and
 * SQS developer guides, Secrets Manager user guide): never by calling KMS, and only in this Region.
 */
function keyUse({ actions }: KnownRole, key: unknown): readonly Statement[] {
  const services = Object.keys(writing).filter((service) =>
    actions.some((action) => action.startsWith(`${service}:`)),
  );
  const writes = services.some((service) => writing[service]?.some((action) => actions.includes(action)));
  if (services.length === 0) return [];
  return [
    {
      Sid: 'KeyOfWhatIsKept',
      Effect: 'Allow',
      Action: [...reading, ...(writes ? encrypting : [])],
      Resource: key,
      Condition: {
        StringEquals: {
          'kms:ViaService': services.map((service) => ({
            'Fn::Sub': `${service}.\${AWS::Region}.\${AWS::URLSuffix}`,
          })),
        },
      },
    },
  ];
}

const reading = ['kms:Decrypt', 'kms:DescribeKey'];
const encrypting = ['kms:Encrypt', 'kms:GenerateDataKey', 'kms:ReEncryptFrom', 'kms:ReEncryptTo'];
