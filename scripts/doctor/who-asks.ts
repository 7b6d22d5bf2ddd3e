import { GetCallerIdentityCommand, type STSClient } from '@aws-sdk/client-sts';
import { type Finding, findingsOf } from './finding.ts';

/** Whose credentials they are. */
export interface Caller {
  readonly account: string;
  readonly partition: string;
  readonly arn: string;
}

const { ok, fails } = findingsOf('stack');

/** Asks AWS who asks; without a caller the finding says why nothing else can be looked at. */
export async function whoAsks(
  sts: STSClient,
  region: string,
): Promise<{ readonly caller?: Caller; readonly finding: Finding }> {
  try {
    const { Account: account = '', Arn: arn = '' } = await sts.send(new GetCallerIdentityCommand());
    const caller = { account, arn, partition: arn.split(':')[1] ?? 'aws' };
    return { caller, finding: ok(`the credentials are those of ${arn}`) };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return {
      finding: fails(
        credentialProblem(error, region),
        'Set AWS_PROFILE to a profile that works, or log in again (aws sso login); aws sts get-caller-identity has to answer.',
      ),
    };
  }
}

/** By the error's name, as the SDK's providers and STS use them. */
export function credentialProblem({ name, message }: Error, region: string): string {
  if (name === 'CredentialsProviderError') return `there are no AWS credentials (${message})`;
  if (name.startsWith('Expired')) return `the AWS credentials have expired (${message})`;
  return `AWS does not take the credentials in ${region} (${name}: ${message})`;
}
