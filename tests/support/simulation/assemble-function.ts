import { reportBuild } from '../../../functions/report-build/assemble.ts';
import { sweep } from '../../../functions/sweep/assemble.ts';
import { validatePullRequest } from '../../../functions/validate-pull-request/assemble.ts';
import type { ClientSettings } from '../../../shared/aws/client-settings.ts';
import type { Config } from '../../../shared/config/schema.ts';
import type { System } from '../../../shared/core/ports.ts';
import type { Handled } from '../../../shared/runtime/event-handler.ts';
import type { FunctionName } from './function-files.ts';
import { queueUrl, stackNameOf, tableName } from './simulated-world.ts';

const functions = {
  'validate-pull-request': validatePullRequest,
  'report-build': reportBuild,
  sweep,
};

const environment = {
  TABLE_NAME: tableName,
  DEAD_LETTER_QUEUE_URL: queueUrl,
  BADGE_URL: 'https://badges.example/',
  BADGE_KEY_SECRET: 'badge-key',
  PARTITION: 'aws',
  AWS_REGION: 'us-east-1',
  VALIDATE_PULL_REQUEST_FUNCTION: stackNameOf('validate-pull-request'),
  REPORT_BUILD_FUNCTION: stackNameOf('report-build'),
  REPLICATE_REPOSITORY_FUNCTION: 'drawbridge-prod-replicate-repository',
  BACK_UP_REPOSITORY_FUNCTION: 'drawbridge-prod-back-up-repository',
};

/** Puts the real function together in the environment that it has in a simulated world. */
export function assembleFunction(
  name: FunctionName,
  parts: { readonly config: Config; readonly system: System; readonly settings: ClientSettings },
): (event: unknown) => Promise<Handled> {
  return functions[name]({ environment, ...parts });
}
