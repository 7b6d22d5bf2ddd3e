import { AwsError } from '../../../sandbox/kernel/errors.ts';
import type { Operation, Service } from '../../../sandbox/kernel/service.ts';
import { type Principal, scopeOf, type World } from '../../../sandbox/kernel/world.ts';
import { services } from '../../../sandbox/services/index.ts';
import { type AwsAnswer, type AwsRequest, brokenConnection, type Members } from './aws-request.ts';
import { failureNames } from './faults.ts';

// In place of the SDK's packages, for the many runs: the same names, without serialising, endpoints, middleware and
// parsing, which take three quarters of a run's time and which other tests look at. What a function asks for goes to
// the sandbox's operations as it is, and their errors come back under the names that the SDK would give them.

interface Settings {
  readonly region?: string;
  readonly credentials?: object;
  readonly requestHandler: { take(request: AwsRequest): Promise<unknown> };
}

class ThinClient {
  readonly #settings: Settings;

  constructor(settings: Settings) {
    this.#settings = settings;
  }

  send(asked: ThinCommand): Promise<unknown> {
    const { requestHandler, region = 'us-east-1' } = this.#settings;
    return requestHandler.take(thinRequest({ ...asked, region }));
  }

  /** As the SDK resolves it, as far as the functions look at it. */
  get config() {
    return { credentials: async () => this.#settings.credentials };
  }
}

interface ThinCommand {
  readonly operation: string;
  readonly input: Members;
}

function command(operation: string) {
  return class {
    readonly operation = operation;
    readonly input: Members;

    constructor(input: Members) {
      this.input = input;
    }
  };
}

/** The clients that the functions use. */
export {
  ThinClient as CloudWatchLogsClient,
  ThinClient as CodeBuildClient,
  ThinClient as CodeCommitClient,
  ThinClient as DynamoDBClient,
  ThinClient as EventBridgeClient,
  ThinClient as LambdaClient,
  ThinClient as SecretsManagerClient,
  ThinClient as SQSClient,
};

export const BatchGetBuildsCommand = command('codebuild:BatchGetBuilds');
export const BatchGetProjectsCommand = command('codebuild:BatchGetProjects');
export const BatchGetReportsCommand = command('codebuild:BatchGetReports');
export const ListBuildsForProjectCommand = command('codebuild:ListBuildsForProject');
export const StartBuildCommand = command('codebuild:StartBuild');
export const StopBuildCommand = command('codebuild:StopBuild');
export const GetCommentsForPullRequestCommand = command('codecommit:GetCommentsForPullRequest');
export const CreateRepositoryCommand = command('codecommit:CreateRepository');
export const DeleteRepositoryCommand = command('codecommit:DeleteRepository');
export const GetFileCommand = command('codecommit:GetFile');
export const GetRepositoryCommand = command('codecommit:GetRepository');
export const ListTagsForResourceCommand = command('codecommit:ListTagsForResource');
export const TagResourceCommand = command('codecommit:TagResource');
export const UpdateDefaultBranchCommand = command('codecommit:UpdateDefaultBranch');
export const GetPullRequestCommand = command('codecommit:GetPullRequest');
export const ListRepositoriesCommand = command('codecommit:ListRepositories');
export const ListPullRequestsCommand = command('codecommit:ListPullRequests');
export const PostCommentForPullRequestCommand = command('codecommit:PostCommentForPullRequest');
export const UpdateCommentCommand = command('codecommit:UpdateComment');
export const BatchGetItemCommand = command('dynamodb:BatchGetItem');
export const GetItemCommand = command('dynamodb:GetItem');
export const PutItemCommand = command('dynamodb:PutItem');
export const QueryCommand = command('dynamodb:Query');
export const PutEventsCommand = command('events:PutEvents');
export const InvokeCommand = command('lambda:Invoke');
export const GetLogEventsCommand = command('logs:GetLogEvents');
export const GetSecretValueCommand = command('secretsmanager:GetSecretValue');
export const SendMessageCommand = command('sqs:SendMessage');

function thinRequest({ operation, input, region }: ThinCommand & { readonly region: string }): AwsRequest {
  return {
    operation,
    input,
    async perform(world, given, role) {
      const principal = role === undefined ? administrator(world) : sessionOf(world, role);
      const context = { ...scopeOf(world, region), principal, requestId: 'simulated' };
      try {
        return answerOf(
          copyOf(await operationNamed(operation).handle(wireInput(operation, given) as never, context)),
        );
      } catch (error) {
        if (!(error instanceof AwsError)) throw error;
        return { isGood: false, said: error.code, give: () => throwNamed(error.code, error.message) };
      }
    },
    fail(failure) {
      if (failure === 'no-connection') throw brokenConnection();
      throwNamed(failureNames[failure], 'A fault of the simulation');
    },
    succeed: (output) => output,
  };
}

function administrator({ account }: World): Principal {
  return { kind: 'user', arn: `arn:aws:iam::${account}:user/admin`, userId: 'AIDAADMIN' };
}

/** A session as Lambda opens it for a function, named like the function; here its role is named so too. */
function sessionOf({ account }: World, role: string): Principal {
  return {
    kind: 'role',
    arn: `arn:aws:sts::${account}:assumed-role/${role}/${role}`,
    roleArn: `arn:aws:iam::${account}:role/${role}`,
    userId: `AROASIMULATED:${role}`,
  };
}

function answerOf(output: unknown): AwsAnswer {
  return { isGood: true, said: 'ok', give: () => output ?? {} };
}

function throwNamed(name: string, message: string): never {
  throw Object.assign(new Error(message), { name });
}

const known = new Map<string, Operation>();

function operationNamed(name: string): Operation {
  const found = known.get(name);
  if (found) return found;
  const [service = '', operation = ''] = name.split(':');
  const operations: Service['operations'] = services.find((one) => one.name === service)?.operations ?? {};
  const operationFound = operations[operation];
  if (operationFound === undefined) throw new Error(`The sandbox has no operation ${name}`);
  known.set(name, operationFound);
  return operationFound;
}

/** Lambda speaks REST: its operations take the parts of the request. */
function wireInput(operation: string, input: Members): unknown {
  if (operation !== 'lambda:Invoke') return copyOf(input);
  return {
    parameters: { FunctionName: input['FunctionName'] },
    query: {},
    headers: { 'x-amz-invocation-type': input['InvocationType'] },
    body: input['Payload'],
  };
}

/** What goes over a wire does not change any more when the other side changes what it holds. */
function copyOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(copyOf);
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  if (ArrayBuffer.isView(value)) return value;
  const copy: Record<string, unknown> = {};
  for (const [name, member] of Object.entries(value)) if (member !== undefined) copy[name] = copyOf(member);
  return copy;
}
