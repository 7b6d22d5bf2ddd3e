import { parseArgs } from 'node:util';
import { STSClient } from '@aws-sdk/client-sts';
import { RegionName } from '../../shared/config/region-name.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** A Region, and what named it, for people to read. */
export interface FoundRegion {
  readonly region: string;
  readonly from: string;
}

/**
 * The Region that a command is for: `--region`, else AWS_REGION, AWS_DEFAULT_REGION or the profile's. There is no
 * Region that is taken in silence: without any, and for a name that AWS does not have, it rejects with a sentence.
 */
export async function findRegion(args: readonly string[], environment: Environment): Promise<FoundRegion> {
  const found = await lookForRegion(args, environment);
  if (found === undefined)
    throw new Error(
      'Which Region? Give it with --region, such as --region eu-west-1, or set AWS_REGION, or a region in your AWS profile.',
    );
  const checked = RegionName.safeParse(found.region);
  if (!checked.success)
    throw new Error(
      `"${found.region}" (from ${found.from}) is no Region: ${checked.error.issues[0]?.message ?? 'AWS has none of this name'}.`,
    );
  return found;
}

async function lookForRegion(
  args: readonly string[],
  environment: Environment,
): Promise<FoundRegion | undefined> {
  const options = readPlace(args);
  if (options.region !== undefined) return { region: options.region, from: '--region' };
  for (const from of ['AWS_REGION', 'AWS_DEFAULT_REGION']) {
    const region = environment[from];
    if (region) return { region, from };
  }
  const profile = options.profile ?? environment['AWS_PROFILE'] ?? 'default';
  const region = await regionOfProfile(profile);
  return region === undefined ? undefined : { region, from: `the profile ${profile}` };
}

/** What the command line says of where a command goes; everything else in it is the framework's. */
export function readPlace(args: readonly string[]): {
  readonly region: string | undefined;
  readonly stage: string | undefined;
  readonly profile: string | undefined;
} {
  const { values } = parseArgs({
    args: [...args],
    strict: false,
    allowPositionals: true,
    options: {
      region: { type: 'string', short: 'r' },
      stage: { type: 'string', short: 's' },
      'aws-profile': { type: 'string' },
    },
  });
  const text = (value: unknown) => (typeof value === 'string' ? value : undefined);
  return { region: text(values.region), stage: text(values.stage), profile: text(values['aws-profile']) };
}

/** As the SDK reads it, from the files that AWS_CONFIG_FILE and AWS_SHARED_CREDENTIALS_FILE name or the usual ones. */
async function regionOfProfile(profile: string): Promise<string | undefined> {
  const client = new STSClient({ profile });
  try {
    return await client.config.region();
  } catch {
    return undefined;
  } finally {
    client.destroy();
  }
}
