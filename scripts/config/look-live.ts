import type { Config } from '../../shared/config/schema.ts';
import { clientsWith } from '../doctor/clients.ts';
import { examine } from '../doctor/examine.ts';
import { isWell } from '../doctor/finding.ts';
import { renderFindings } from '../doctor/render-examination.ts';
import { awsPlace } from '../restore/aws-place.ts';
import { print } from '../terminal.ts';
import { useSandboxKey } from '../use-sandbox-key.ts';

/** Prints what `npm run doctor` would find were nothing deployed, and tells whether all of it is well. */
export async function lookLive(config: Config, region: string | undefined): Promise<boolean> {
  useSandboxKey(process.env);
  const aws = await awsPlace(region === undefined ? {} : { region }, process.env);
  const clients = clientsWith({ region: aws.region });
  const { findings } = await examine({ stage: 'prod', aws, config, clients, isDeployed: false });
  print(`\nIn ${aws.region}\n\n${renderFindings(findings)}`);
  return isWell(findings);
}
