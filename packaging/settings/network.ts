import type { DeploySettings } from '../../shared/config/deploy.ts';
import type { Statement, Template } from '../template.ts';
import { changeResources } from './change-resources.ts';
import { grantToRoles, type KnownRole } from './grant-to-roles.ts';

type Vpc = NonNullable<DeploySettings['vpc']>;

/**
 * Puts the functions and the build project into a network. Lambda and CodeBuild make network interfaces there by the
 * roles, which therefore get what both ask for, and nothing of it for the code that runs.
 */
export function enterNetwork(template: Template, { id, subnets, securityGroups }: Vpc): void {
  changeResources(template, 'AWS::Lambda::Function', (properties) => ({
    ...properties,
    VpcConfig: { SubnetIds: subnets, SecurityGroupIds: securityGroups },
  }));
  changeResources(template, 'AWS::CodeBuild::Project', (properties) => ({
    ...properties,
    VpcConfig: { VpcId: id, Subnets: subnets, SecurityGroupIds: securityGroups },
  }));
  grantToRoles(template, 'network', (role) => statementsFor(role, subnets));
}

function statementsFor({ service }: KnownRole, subnets: readonly string[]): readonly Statement[] {
  if (service === 'lambda.amazonaws.com') return functionNetwork;
  if (service === 'codebuild.amazonaws.com') return buildNetwork(subnets);
  return [];
}

/**
 * Lambda developer guide, "Giving Lambda functions access to resources in an Amazon VPC": the actions, that their
 * resource has to be *, and the denial for the function's own code.
 */
const interfaceActions = [
  'ec2:CreateNetworkInterface',
  'ec2:DescribeNetworkInterfaces',
  'ec2:DescribeSubnets',
  'ec2:DeleteNetworkInterface',
  'ec2:AssignPrivateIpAddresses',
  'ec2:UnassignPrivateIpAddresses',
];

const functionNetwork: readonly Statement[] = [
  { Sid: 'NetworkInterfaces', Effect: 'Allow', Action: interfaceActions, Resource: '*' },
  {
    Sid: 'NotForCode',
    Effect: 'Deny',
    Action: interfaceActions,
    Resource: '*',
    // Only requests that the code of a function makes have this key.
    Condition: { Null: { 'lambda:SourceFunctionArn': 'false' } },
  },
];

/** CodeBuild user guide, "Allow CodeBuild access to AWS services required to create a VPC network interface". */
function buildNetwork(subnets: readonly string[]): readonly Statement[] {
  return [
    {
      Sid: 'NetworkInterfaces',
      Effect: 'Allow',
      Action: [
        'ec2:CreateNetworkInterface',
        'ec2:DescribeDhcpOptions',
        'ec2:DescribeNetworkInterfaces',
        'ec2:DeleteNetworkInterface',
        'ec2:DescribeSubnets',
        'ec2:DescribeSecurityGroups',
        'ec2:DescribeVpcs',
      ],
      Resource: '*',
    },
    {
      Sid: 'OnlyForBuilds',
      Effect: 'Allow',
      Action: 'ec2:CreateNetworkInterfacePermission',
      Resource: {
        'Fn::Sub': 'arn:${AWS::Partition}:ec2:${AWS::Region}:${AWS::AccountId}:network-interface/*',
      },
      Condition: {
        StringEquals: {
          'ec2:AuthorizedService': 'codebuild.amazonaws.com',
          'ec2:Subnet': subnets.map((subnet) => ({
            'Fn::Sub': `arn:\${AWS::Partition}:ec2:\${AWS::Region}:\${AWS::AccountId}:subnet/${subnet}`,
          })),
        },
      },
    },
  ];
}
