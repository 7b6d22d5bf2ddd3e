import { DynamoDBClient, PutItemCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { packageStack } from '../../../packaging/package-stack.ts';
import type { Sandbox } from '../../../sandbox/assemble.ts';
import { scopeOf } from '../../../sandbox/kernel/world.ts';
import { deployStack } from '../../../sandbox/services/cloudformation/deploy-stack.ts';
import { cloudformationState } from '../../../sandbox/services/cloudformation/state.ts';
import { dynamodbState } from '../../../sandbox/services/dynamodb/state.ts';
import { iamState } from '../../../sandbox/services/iam/state.ts';
import { lambdaState } from '../../../sandbox/services/lambda/state.ts';
import { ensureGroup } from '../../../sandbox/services/logs/append-log.ts';
import { logsState } from '../../../sandbox/services/logs/state.ts';
import { s3State } from '../../../sandbox/services/s3/state.ts';
import { aSandbox } from '../../support/a-sandbox.ts';
import { root } from '../../support/source-files.ts';
import { aDeployer, asVariables, publishedPolicy, without } from './a-deployer.ts';
import { type DeployProject, deployProject, edit } from './deploy-project.ts';
import { propertiesOf, refsOf, stackIn } from './what-a-stack-is.ts';

const region = 'us-east-1';
const prod = ['--stage', 'prod', '--region', region] as const;

let sandbox: Sandbox;
let project: DeployProject;

beforeAll(async () => {
  sandbox = await aSandbox();
  project = deployProject(sandbox.world.endpoint);
  // Whoever types the commands may do what docs/deployer-policy.json says, and nothing else.
  project.actAs(asVariables(aDeployer(scope(), publishedPolicy)));
});
afterAll(async () => {
  project.remove();
  await sandbox.stop();
});

const stack = () => stackIn(sandbox.world, region, 'drawbridge-prod');
const scope = () => scopeOf(sandbox.world, region);

// One history of a stage, told in order by the commands that a user types.
describe('a stage', () => {
  test('is deployed: the command says where to first, and ends with what was made', async () => {
    const { code, output } = await project.npm('deploy', ...prod);

    expect(output).toMatch(
      /^Deploying drawbridge-prod in us-east-1 \(from --region\) at http:\/\/127\.0\.0\.1:\d+ \(from AWS_ENDPOINT_URL\)\.\n/,
    );
    expect(output).toContain('Service deployed to stack drawbridge-prod');
    expect(code).toBe(0);
    expect(stack()?.status).toBe('UPDATE_COMPLETE');
  });

  test('is the same stack that npm start makes in its own, faster way', async () => {
    const other = await aSandbox();
    const packaged = await packageStack(root, { configFile: project.configFile, stage: 'prod', region });
    await deployStack(scopeOf(other.world, region), { ...packaged, tags: { STAGE: 'prod' } });
    const fast = stackIn(other.world, region, 'drawbridge-prod');
    const deployed = stack();
    if (fast === undefined || deployed === undefined) throw new Error('There are not two stacks to compare.');

    expect(propertiesOf(sandbox.world, deployed)).toEqual(propertiesOf(other.world, fast));
    expect(deployed.outputs.map(({ key }) => key)).toEqual(fast.outputs.map(({ key }) => key));
    await other.stop();
  });

  test('that is deployed again without a change is told so, and nothing happens to it', async () => {
    const before = structuredClone([...(stack()?.resources ?? [])]);
    const events = stack()?.events.length;

    const { code, output } = await project.npm('deploy', ...prod);

    expect(output).toContain('No changes to deploy. Deployment skipped.');
    expect(code).toBe(0);
    expect([...(stack()?.resources ?? [])]).toEqual(before);
    expect(stack()?.events.length).toBe(events);
  });

  test('shows its outputs', async () => {
    const { code, output } = await project.npm('info', ...prod);

    const { Table, BackupBucket } = refsOf(stack());
    expect(output).toContain('stack: drawbridge-prod');
    expect(output).toContain(`TableName: ${Table}`);
    expect(output).toContain(`BackupBucketName: ${BackupBucket}`);
    expect(code).toBe(0);
  });

  test('takes another drawbridge.yml: what it names changes in its place, and nothing is replaced', async () => {
    const before = refsOf(stack());
    edit(project.configFile, 'project: harbor-ledger-ci', 'project: harbor-ledger-checks');

    const { code, output } = await project.npm('deploy', ...prod);

    expect(output).toContain('Service deployed to stack drawbridge-prod');
    expect(code).toBe(0);
    expect(refsOf(stack())).toEqual(before);
    const rule = stack()?.resources.get('Drawbridgeprodreportbuildrule1EventBridgeRule');
    expect(JSON.stringify(rule?.properties)).toContain('harbor-ledger-checks');
  });

  test('whose deployment fails in the middle is what it was, and the command says why', async () => {
    const before = propertiesOf(sandbox.world, stack() as NonNullable<ReturnType<typeof stack>>);
    const refs = refsOf(stack());
    // Somebody has made a group of the name that the new function's would have.
    ensureGroup(scope(), '/aws/lambda/drawbridge-prod-late');
    edit(
      project.stackFile,
      '  sweep: ${file(functions/sweep/function.yml)}',
      '  sweep: ${file(functions/sweep/function.yml)}\n  late: ${file(functions/serve-badge/function.yml)}',
    );
    edit(project.configFile, 'log-lines: 20', 'log-lines: 10');

    const { code, output } = await project.npm('deploy', ...prod);

    expect(output).toContain('already exists');
    expect(output).toContain('/aws/lambda/drawbridge-prod-late');
    expect(code).toBe(1);
    expect(stack()?.status).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(refsOf(stack())).toEqual(refs);
    expect(propertiesOf(sandbox.world, stack() as NonNullable<ReturnType<typeof stack>>)).toEqual(before);
    expect([...lambdaState(scope()).functions.keys()]).not.toContain('drawbridge-prod-late');
  });

  test('is removed but for what holds data, which is named with the commands to delete it', async () => {
    const { Table = '', BackupBucket = '' } = refsOf(stack());
    const config = {
      region,
      endpoint: sandbox.world.endpoint,
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    };
    const dynamodb = new DynamoDBClient(config);
    await dynamodb.send(new PutItemCommand({ TableName: Table, Item: { pk: { S: 'a' }, sk: { S: 'b' } } }));
    const s3 = new S3Client(config);
    await s3.send(new PutObjectCommand({ Bucket: BackupBucket, Key: 'ledger/1', Body: 'PACK' }));

    const { code, output } = await project.npm('remove', ...prod);

    expect(output).toContain(`Kept: the table ${Table}`);
    expect(output).toContain(`aws dynamodb delete-table --region us-east-1 --table-name ${Table}\n`);
    expect(output).toContain(`Kept: the bucket ${BackupBucket}`);
    expect(output).toContain(`aws s3api delete-bucket --region us-east-1 --bucket ${BackupBucket}\n`);
    expect(code).toBe(0);
    expect(stack()).toBeUndefined();
    expect((await dynamodb.send(new ScanCommand({ TableName: Table }))).Count).toBeGreaterThan(0);
    expect([...s3State(scope()).buckets.keys()]).toEqual([BackupBucket]);
    expect([...lambdaState(scope()).functions.keys()]).toEqual([]);
    expect([...iamState(scope()).roles.keys()]).toEqual(['deployer']);
    expect([...logsState(scope()).groups.keys()]).toEqual(['/aws/lambda/drawbridge-prod-late']);
    dynamodb.destroy();
    s3.destroy();
  });
});

describe('a stage whose first deployment fails', () => {
  test('leaves nothing behind', async () => {
    const place = scopeOf(sandbox.world, 'eu-west-1');
    const policy = without(publishedPolicy, 'lambda:CreateFunctionUrlConfig');
    project.actAs(asVariables(aDeployer(place, policy, 'almost-a-deployer')));

    const { code, output } = await project.npm('deploy', '--stage', 'next', '--region', 'eu-west-1');

    expect(output).toContain('is not authorized to perform: lambda:CreateFunctionUrlConfig on resource');
    expect(output).toContain('so that what it made is removed again.');
    expect(output).toContain('Nothing of it is left.');
    expect(code).toBe(1);
    expect([...cloudformationState(place).stacks.keys()]).toEqual([]);
    expect([...dynamodbState(place).tables.keys()]).toEqual([]);
    expect([...s3State(place).buckets.values()].filter((bucket) => bucket.region === 'eu-west-1')).toEqual(
      [],
    );
    expect([...lambdaState(place).functions.keys()]).toEqual([]);
    expect([...logsState(place).groups.keys()]).toEqual([]);
  });
});

describe('a command without a Region', () => {
  test('ends with a sentence, before anything is sent', async () => {
    const { code, output } = await project.npm('deploy', '--stage', 'prod');

    expect(output).toBe(
      'Which Region? Give it with --region, such as --region eu-west-1, or set AWS_REGION, or a region in your AWS profile.\n',
    );
    expect(code).toBe(1);
  });
});
