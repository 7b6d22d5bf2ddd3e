import { describe, expect, it } from 'vitest';
import { splitRules } from '../../../packaging/limits/split-rules.ts';
import { queuePolicy } from '../../../packaging/queue-policy.ts';
import type { CloudFormationResource, Template } from '../../../packaging/template.ts';
import { compilePattern } from '../../../sandbox/kernel/event-pattern/compile-pattern.ts';
import { fleetRepository } from '../../support/fleet-config.ts';

const aFewNames = ['ledger', { prefix: 'pay-' }];
const manyNames = Array.from({ length: 1000 }, (_, index) => fleetRepository(index));

describe('a rule', () => {
  it('stays as it is while its pattern holds all names', () => {
    expect(splitRules(template(aFewNames))).toEqual({ resources: {}, told: [] });
  });

  it('is several rules when a pattern is too short for its names, each name in one of them', () => {
    const { resources, told } = splitRules(template([...aFewNames, ...manyNames]));

    const rules = rulesIn(resources);
    expect(told).toEqual([
      'Rule drawbridge-prod-pull-requests is 12 rules, since a pattern holds 2,048 characters; each of its 1001 names is in one of them.',
    ]);
    expect(rules.map(([id, { Properties }]) => [id, Properties?.['Name']]).slice(0, 3)).toEqual([
      ['Rule', 'drawbridge-prod-pull-requests'],
      ['RulePart2', 'drawbridge-prod-pull-requests-2'],
      ['RulePart3', 'drawbridge-prod-pull-requests-3'],
    ]);
    for (const [, rule] of rules) expect(JSON.stringify(patternOf(rule)).length).toBeLessThanOrEqual(2048);
    for (const name of [...manyNames, 'ledger', 'pay-later'])
      expect(rules.filter(([, rule]) => takes(rule, name)).length).toBe(1);
    expect(rules.filter(([, rule]) => takes(rule, 'team-0-service-1'))).toEqual([]);
  });

  it('is fifteen rules at most: the longest beginnings stand for names that share them', () => {
    const names = manyNames.flatMap((name) => [`${name}-unit`, `${name}-lint`]);

    const { resources, told } = splitRules(template(names));

    const rules = rulesIn(resources);
    expect(rules.length).toBe(15);
    expect(told[0]).toMatch(/ is 15 rules, .* [0-9]+ beginnings such as team-0-service-0- stand for names /);
    for (const name of names) expect(rules.filter(([, rule]) => takes(rule, name)).length).toBe(1);
    expect(rules.filter(([, rule]) => takes(rule, 'team-41-service-41-unit'))).toEqual([]);
  });

  it('needs one permission for all its parts, because a function has room for some forty', () => {
    const { resources } = splitRules(template(manyNames));

    expect(Object.keys(resources).filter((id) => id.includes('Permission'))).toEqual(['Permission']);
    expect(JSON.stringify(resources['Permission']?.Properties?.['SourceArn'])).toContain(
      '["rule","drawbridge-prod-pull-requests*"]',
    );
  });

  it('may put what its parts cannot deliver into the queue', () => {
    const before = template(manyNames);
    const after = { Resources: { ...before.Resources, ...splitRules(before).resources } };

    expect(JSON.stringify(queuePolicy(after, 'Queue').Properties?.['PolicyDocument'])).toContain(
      '"Condition":{"ArnEquals":{"aws:SourceArn":[{"Fn::Sub":"arn:${AWS::Partition}:events:${AWS::Region}:${AWS::AccountId}:rule/drawbridge-prod-pull-requests*"},{"Fn::GetAtt":["Other","Arn"]}]}}',
    );
  });
});

function template(repositoryNames: readonly unknown[]): Template {
  const EventPattern = {
    source: ['aws.codecommit'],
    'detail-type': ['CodeCommit Pull Request State Change'],
    detail: { event: ['pullRequestCreated'], repositoryNames },
  };
  return {
    Resources: {
      ...compiledRule('Rule', 'pull-requests', EventPattern),
      ...compiledRule('Other', 'sweep', undefined),
    },
  };
}

/** As the framework compiles it, with the permission. */
function compiledRule(id: string, name: string, EventPattern: object | undefined): Template['Resources'] {
  const Name = `drawbridge-prod-${name}`;
  const DeadLetterConfig = { Arn: { 'Fn::GetAtt': ['Queue', 'Arn'] } };
  return {
    [id]: { Type: 'AWS::Events::Rule', Properties: { Name, EventPattern, Targets: [{ DeadLetterConfig }] } },
    [id === 'Rule' ? 'Permission' : `${id}Permission`]: {
      Type: 'AWS::Lambda::Permission',
      Properties: { SourceArn: { 'Fn::Join': [':', ['arn', { 'Fn::Join': ['/', ['rule', Name]] }]] } },
    },
  };
}

function rulesIn(resources: Template['Resources']): [string, CloudFormationResource][] {
  return Object.entries(resources).filter(([, { Type }]) => Type === 'AWS::Events::Rule');
}

function patternOf({ Properties }: CloudFormationResource): object {
  return Properties?.['EventPattern'] as object;
}

function takes(one: CloudFormationResource, name: string): boolean {
  return compilePattern(patternOf(one)).matches({
    source: 'aws.codecommit',
    'detail-type': 'CodeCommit Pull Request State Change',
    detail: { event: 'pullRequestCreated', repositoryNames: [name] },
  });
}
