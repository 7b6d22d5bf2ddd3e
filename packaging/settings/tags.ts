import type { Template } from '../template.ts';

/**
 * Whether CloudFormation takes tags for a type, as a list of keys and values (CloudFormation template reference of
 * each type). A type that is not listed stops packaging, so that none is left out by accident.
 */
const takesTags: Readonly<Record<string, boolean>> = {
  'AWS::CloudWatch::Alarm': true,
  // Its tags came in 2026, and not in every Region yet; the stack's own tags reach it where they exist.
  'AWS::CloudWatch::Dashboard': false,
  'AWS::CodeBuild::Project': true,
  'AWS::DynamoDB::Table': true,
  'AWS::Events::Rule': true,
  'AWS::IAM::ManagedPolicy': false,
  'AWS::IAM::Policy': false,
  'AWS::IAM::Role': true,
  'AWS::Lambda::EventInvokeConfig': false,
  'AWS::Lambda::Function': true,
  'AWS::Lambda::Permission': false,
  'AWS::Lambda::Url': false,
  'AWS::Logs::LogGroup': true,
  'AWS::S3::Bucket': true,
  'AWS::S3::BucketPolicy': false,
  'AWS::SNS::Subscription': false,
  'AWS::SNS::Topic': true,
  'AWS::SQS::Queue': true,
  'AWS::SQS::QueuePolicy': false,
  'AWS::SecretsManager::Secret': true,
};

/** Tags every resource that can have tags; throws for a type of which that is not known. */
export function tagResources(template: Template, tags: Readonly<Record<string, string>>): void {
  const added = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
  for (const [logicalId, resource] of Object.entries(template.Resources)) {
    const takes = takesTags[resource.Type];
    if (takes === undefined)
      throw new Error(
        `Whether ${logicalId} can have tags is not known: say it of ${resource.Type} in packaging/settings/tags.ts.`,
      );
    if (!takes) continue;
    const own = (resource.Properties?.['Tags'] ?? []) as readonly { readonly Key: string }[];
    const Tags = [...own.filter(({ Key }) => !Object.hasOwn(tags, Key)), ...added];
    template.Resources[logicalId] = { ...resource, Properties: { ...resource.Properties, Tags } };
  }
}
