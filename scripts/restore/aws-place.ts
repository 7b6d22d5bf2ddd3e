import { CodeCommitClient } from '@aws-sdk/client-codecommit';
import { type CodeCommitPlace, sdkCredentials } from '../../shared/aws/codecommit-remotes.ts';

/** At a desk nobody counts the minutes of a large repository. */
const timeouts = { transferMs: 6 * 3_600_000 };

/**
 * Where CodeCommit is for a command: the Region that was asked for or that the AWS settings name, the credentials
 * that the SDK finds (environment, profile, SSO), and the address of `AWS_ENDPOINT_URL` where that is set.
 * Throws a sentence when no Region is known.
 */
export async function awsPlace(
  options: { readonly region?: string | undefined },
  environment: Readonly<Record<string, string | undefined>>,
): Promise<CodeCommitPlace> {
  const region = options.region ?? environment['AWS_REGION'] ?? (await regionOfSettings());
  return {
    region,
    endpoint: environment['AWS_ENDPOINT_URL'],
    credentials: sdkCredentials({ region }),
    clock: { now: () => Date.now() },
    timeouts,
  };
}

async function regionOfSettings(): Promise<string> {
  const client = new CodeCommitClient();
  try {
    return await client.config.region();
  } catch (cause) {
    throw new Error('Which Region? Give it with --region, or set AWS_REGION.', { cause });
  } finally {
    client.destroy();
  }
}
