import { AwsError } from '../../kernel/errors.ts';
import { authorize } from '../../kernel/offers/iam.ts';
import { getObject, s3Arn } from '../../kernel/offers/s3.ts';
import type { CallContext } from '../../kernel/service.ts';
import { validationError } from './find-stack.ts';
import type { Stack, StackGoal } from './state.ts';
import { type Template, templateIn } from './template/template.ts';

/** How the operations that change a stack say what it is to become. */
export interface GoalInput {
  readonly TemplateBody?: string;
  readonly TemplateURL?: string;
  readonly UsePreviousTemplate?: boolean;
  readonly Parameters?: readonly {
    readonly ParameterKey: string;
    readonly ParameterValue?: string;
    readonly UsePreviousValue?: string;
  }[];
  readonly Tags?: readonly { readonly Key: string; readonly Value: string }[];
  readonly Capabilities?: readonly string[];
  readonly RoleARN?: string;
}

/** Reads the goal of a call; what it leaves out is what the stack has. Declines a template that is none. */
export async function readGoal(
  context: CallContext,
  input: GoalInput,
  stack?: Stack,
): Promise<StackGoal & { template: Template }> {
  const templateText = await readText(context, input, stack);
  const template = parseTemplate(templateText);
  // The Query form writes an empty list as an empty text.
  const { Parameters, Tags, Capabilities } = input;
  const capabilities = Array.isArray(Capabilities) ? (Capabilities as string[]) : [];
  refuseMissingCapabilities(template, capabilities);
  return {
    template,
    templateText,
    parameters: parametersOf(Array.isArray(Parameters) ? Parameters : [], stack),
    tags: Array.isArray(Tags) ? tagsOf(Tags) : (stack?.tags ?? {}),
    capabilities,
    roleArn: input.RoleARN ?? stack?.roleArn,
  };
}

/** The template of a text; declines with CloudFormation's ValidationError. */
export function parseTemplate(text: string): Template {
  const template = templateIn(text);
  if (template === undefined) throw validationError('Template format error: unsupported structure.');
  return template;
}

/** The template's text, as the call gives it or from S3, which the caller must be allowed to read. */
export async function readText(context: CallContext, input: GoalInput, stack?: Stack): Promise<string> {
  if (input.UsePreviousTemplate === true && stack !== undefined) return stack.templateText;
  if (input.TemplateBody !== undefined) return input.TemplateBody;
  if (input.TemplateURL === undefined)
    throw validationError('Either Template URL or Template Body must be specified.');
  const place = placeIn(input.TemplateURL);
  try {
    authorize(context, context.principal, {
      action: 's3:GetObject',
      resources: s3Arn(context, place.bucket, place.key),
    });
    return Buffer.from((await getObject(context, place)).body).toString();
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    const said = error.code.startsWith('AccessDenied') ? 'Access Denied' : error.message;
    throw validationError(
      `S3 error: ${said}\nFor more information check http://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html`,
    );
  }
}

/** Path style (`https://s3.amazonaws.com/bucket/key`) and host style (`https://bucket.s3.REGION.amazonaws.com/key`). */
function placeIn(address: string): { bucket: string; key: string } {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url === undefined) throw validationError('TemplateURL must be a supported URL.');
  const path = decodeURIComponent(url.pathname.slice(1));
  const host = /^(?<bucket>.+)\.s3[.-].*amazonaws\.com(\.cn)?$/.exec(url.hostname)?.groups?.['bucket'];
  if (host !== undefined) return { bucket: host, key: path };
  const slash = path.indexOf('/');
  return { bucket: path.slice(0, slash), key: path.slice(slash + 1) };
}

function parametersOf(
  given: NonNullable<GoalInput['Parameters']>,
  stack: Stack | undefined,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    given.flatMap(({ ParameterKey: name, ParameterValue, UsePreviousValue }) => {
      const value = UsePreviousValue === 'true' ? stack?.parameters.get(name) : ParameterValue;
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

function tagsOf(tags: NonNullable<GoalInput['Tags']>): Readonly<Record<string, string>> {
  return Object.fromEntries(tags.map(({ Key, Value }) => [Key, Value]));
}

/** Templates that make roles and policies need the caller's word for it. */
function refuseMissingCapabilities(template: Template, given: readonly string[]): void {
  const needed = capabilitiesNeeded(template);
  const isGiven =
    needed.length === 0 ||
    given.includes('CAPABILITY_NAMED_IAM') ||
    needed.every((one) => given.includes(one));
  if (!isGiven)
    throw new AwsError('InsufficientCapabilitiesException', `Requires capabilities : [${needed.join(', ')}]`);
}

/** CAPABILITY_IAM for a template that makes roles or policies, CAPABILITY_NAMED_IAM when it names them. */
export function capabilitiesNeeded({ Resources }: Template): readonly string[] {
  const made = Object.values(Resources).filter(({ Type }) => Type.startsWith('AWS::IAM::'));
  if (made.length === 0) return [];
  const isNamed = made.some(
    ({ Properties = {} }) => 'RoleName' in Properties || 'ManagedPolicyName' in Properties,
  );
  return [isNamed ? 'CAPABILITY_NAMED_IAM' : 'CAPABILITY_IAM'];
}
