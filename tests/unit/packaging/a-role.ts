import { configNames } from '../../../packaging/config-names.ts';
import { functionRole } from '../../../packaging/function-role.ts';
import type { CloudFormationResource } from '../../../packaging/template.ts';
import { loadConfig } from '../../../shared/config/load.ts';
import type { Config } from '../../../shared/config/schema.ts';

/** The configuration of a text; throws with its problems. */
export function configOf(text: string): Config {
  const loaded = loadConfig(text);
  if (!loaded.ok) throw new Error(loaded.problems.map(({ message }) => message).join('\n'));
  return loaded.config;
}

/** The role of a function that reads pull requests and starts builds, in Ireland. */
export function aRole(config: Config): CloudFormationResource {
  const names = configNames(config, 'eu-west-1');
  return functionRole({
    functionName: 'drawbridge-prod-validate-pull-request',
    deadLetterQueue: 'DeadLetterQueue',
    statements: [
      { Effect: 'Allow', Action: 'codecommit:GetPullRequest', Resource: names['repository-arns'] },
      { Effect: 'Allow', Action: ['codebuild:StartBuild'], Resource: names['project-arns'] },
      { Effect: 'Deny', Action: 'codecommit:*', Resource: names['excepted-repository-arns'] },
      { Effect: 'Allow', Action: 'codebuild:BatchGetReports', Resource: names['report-group-arns'] },
      { Effect: 'Allow', Action: 'logs:GetLogEvents', Resource: names['build-log-arns'] },
      { Effect: 'Allow', Action: 'dynamodb:PutItem', Resource: { 'Fn::GetAtt': ['Table', 'Arn'] } },
    ],
  });
}
