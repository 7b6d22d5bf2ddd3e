import type {
  Template,
  TemplateResource,
} from '../../../sandbox/services/cloudformation/template/template.ts';

type Properties = Readonly<Record<string, unknown>>;
type Change = (properties: Properties) => Properties;

/** A change of each type that CloudFormation makes in place, such that each call it has for that is needed. */
const changes: Readonly<Record<string, Change>> = {
  'AWS::CloudWatch::Alarm': (properties) => ({ ...properties, AlarmDescription: 'Another one.' }),
  'AWS::CloudWatch::Dashboard': (properties) => ({ ...properties, DashboardBody: '{"widgets":[]}' }),
  'AWS::CodeBuild::Project': (properties) => ({ ...properties, Description: 'Another one.' }),
  'AWS::DynamoDB::Table': ({ TimeToLiveSpecification: _one, ...properties }) => ({
    ...properties,
    PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: false },
  }),
  'AWS::Events::Rule': (properties) => ({ ...properties, Description: 'Another one.' }),
  'AWS::IAM::Role': (properties) => ({
    ...properties,
    Description: 'Another one.',
    AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: [] },
    Policies: [{ PolicyName: 'another', PolicyDocument: { Version: '2012-10-17', Statement: [] } }],
  }),
  'AWS::Lambda::EventInvokeConfig': (properties) => ({ ...properties, MaximumRetryAttempts: 1 }),
  'AWS::Lambda::Function': (properties) => ({ ...properties, Description: 'Another one.' }),
  'AWS::Lambda::Url': (properties) => ({ ...properties, InvokeMode: 'BUFFERED' }),
  'AWS::Logs::LogGroup': ({ RetentionInDays: _days, ...properties }) => properties,
  'AWS::S3::Bucket': (properties) => ({
    ...properties,
    VersioningConfiguration: { Status: 'Suspended' },
    ObjectLockConfiguration: {
      ObjectLockEnabled: 'Enabled',
      Rule: { DefaultRetention: { Mode: 'GOVERNANCE', Days: 1 } },
    },
  }),
  'AWS::SNS::Topic': (properties) => ({ ...properties, DisplayName: 'Alarms' }),
  'AWS::SQS::Queue': (properties) => ({ ...properties, MessageRetentionPeriod: 3600 }),
  'AWS::SecretsManager::Secret': (properties) => ({ ...properties, Description: 'Another one.' }),
};

/** The template with every resource changed that can be changed. */
export function changedTemplate(template: Template): Template {
  const change = (resource: TemplateResource): TemplateResource => {
    const changed = changes[resource.Type];
    return changed === undefined ? resource : { ...resource, Properties: changed(resource.Properties ?? {}) };
  };
  const Resources = Object.entries(template.Resources).map(([name, resource]) => [name, change(resource)]);
  return { ...template, Resources: Object.fromEntries(Resources) };
}
