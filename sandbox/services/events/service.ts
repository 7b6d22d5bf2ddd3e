import * as offered from '../../kernel/offers/events.ts';
import type { Service } from '../../kernel/service.ts';
import { createEventBus, deleteEventBus, describeEventBus, listEventBuses } from './bus-operations.ts';
import { deleteRule } from './delete-rule.ts';
import { describeRule } from './describe-rule.ts';
import { busKind, busPolicyKind, ruleKind } from './event-resources.ts';
import { listRules } from './list-rules.ts';
import { publishEvent } from './publish-event.ts';
import { putEvents } from './put-events.ts';
import { putOnBus } from './put-on-bus.ts';
import { putRule } from './put-rule.ts';
import { resumeEvents } from './run-schedules.ts';
import { disableRule, enableRule } from './switch-rule.ts';
import { listTagsForResource, tagResource, untagResource } from './tag-operations.ts';
import { listRuleNamesByTarget, listTargetsByRule, putTargets, removeTargets } from './target-operations.ts';
import { testEventPattern } from './test-event-pattern.ts';

export const events: Service = {
  name: 'events',
  protocols: [{ kind: 'json', version: '1.1', targetPrefix: 'AWSEvents.' }],
  operations: {
    CreateEventBus: createEventBus,
    DeleteEventBus: deleteEventBus,
    DeleteRule: deleteRule,
    DescribeEventBus: describeEventBus,
    DescribeRule: describeRule,
    DisableRule: disableRule,
    EnableRule: enableRule,
    ListEventBuses: listEventBuses,
    ListRuleNamesByTarget: listRuleNamesByTarget,
    ListRules: listRules,
    ListTagsForResource: listTagsForResource,
    ListTargetsByRule: listTargetsByRule,
    PutEvents: putEvents,
    PutRule: putRule,
    PutTargets: putTargets,
    RemoveTargets: removeTargets,
    TagResource: tagResource,
    TestEventPattern: testEventPattern,
    UntagResource: untagResource,
  },
  resources: {
    'AWS::Events::EventBus': busKind,
    'AWS::Events::EventBusPolicy': busPolicyKind,
    'AWS::Events::Rule': ruleKind,
  },
  offers: [offered.publishEvent.by(publishEvent), offered.putOnBus.by(putOnBus)],
  resume: resumeEvents,
};
