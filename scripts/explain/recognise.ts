import { isJsonObject, type JsonObject, shortJson, textAt, valueAt } from './json-object.ts';
import { recogniseEnvelope } from './recognise-envelope.ts';
import { recogniseLookalike } from './recognise-lookalike.ts';

/** What a piece of JSON was recognised as. */
export interface Recognised {
  readonly what: string;
  readonly details?: Readonly<Record<string, string | undefined>>;
  /**
   * How it comes to a function: `rule` through the rules of the stack, `invocation` handed over directly, `none`
   * when nothing of ours is wired to this kind.
   */
  readonly comes: 'rule' | 'invocation' | 'none';
  /** Why nothing of ours is wired to this kind, or what to do with it. */
  readonly because?: string;
  /** What an envelope carries. */
  readonly inside?: readonly unknown[];
}

type Recogniser = (event: JsonObject) => Recognised | undefined;

// The first that knows it wins: envelopes before what they may look like.
const recognisers: readonly Recogniser[] = [
  recogniseEnvelope,
  repositoryTrigger,
  pipelineJob,
  lifecycleHook,
  notification,
  approvalMessage,
  deploymentTrigger,
  alarmAction,
  alarmMessage,
  schedulerPayload,
  eventBridgeEvent,
  functionUrlRequest,
  ownRequest,
  recogniseLookalike,
];

/** Says what an event is by the fields that only its kind has. What nobody knows is told as such. */
export function recognise(event: unknown): Recognised {
  if (typeof event === 'string') return plainText(event);
  const known = isJsonObject(event) ? recognisers.map((one) => one(event)).find(Boolean) : undefined;
  return (
    known ?? {
      what: 'JSON of a shape that Drawbridge does not know',
      comes: 'none',
      because:
        'It is neither an event of EventBridge nor any other shape that AWS or Drawbridge itself sends.',
    }
  );
}

/** What people publish to a topic by hand, and what programs other than AWS's send there. */
function plainText(text: string): Recognised {
  return {
    what: `Plain text: ${shortJson(text)}`,
    comes: 'none',
    because: 'Functions take JSON objects only; no event of AWS is a mere text.',
  };
}

function repositoryTrigger(event: JsonObject): Recognised | undefined {
  const [record] = recordsFrom(event, 'aws:codecommit');
  if (record === undefined) return undefined;
  return {
    what: 'Repository trigger of CodeCommit',
    details: { trigger: textAt(record, 'eventTriggerName'), repository: textAt(record, 'eventSourceARN') },
    comes: 'none',
    because:
      'No function is wired to repository triggers; the EventBridge event of the same push tells more.',
  };
}

function recordsFrom(event: JsonObject, source: string): JsonObject[] {
  const records = event['Records'];
  if (!Array.isArray(records)) return [];
  return records.filter(isJsonObject).filter(({ eventSource }) => eventSource === source);
}

/** Credentials lie in `artifactCredentials`, so of a job only names are told. */
function pipelineJob(event: JsonObject): Recognised | undefined {
  const job = event['CodePipeline.job'];
  if (!isJsonObject(job)) return undefined;
  return {
    what: 'Job of a CodePipeline invoke action',
    details: {
      job: textAt(job, 'id'),
      function: textAt(job, 'data.actionConfiguration.configuration.FunctionName'),
    },
    comes: 'none',
    because: 'No function of the stack answers CodePipeline jobs.',
  };
}

function lifecycleHook(event: JsonObject): Recognised | undefined {
  if (textAt(event, 'LifecycleEventHookExecutionId') === undefined) return undefined;
  return {
    what: 'Lifecycle hook of CodeDeploy',
    details: { deployment: textAt(event, 'DeploymentId') },
    comes: 'none',
    because: 'No function of the stack answers lifecycle hooks.',
  };
}

function notification(event: JsonObject): Recognised | undefined {
  const type = textAt(event, 'detailType');
  if (type === undefined) return undefined;
  return {
    what: `Message of a notification rule: ${type}`,
    details: { rule: textAt(event, 'notificationRuleArn'), time: textAt(event, 'time') },
    comes: 'none',
    because: 'No function subscribes to notification rules; EventBridge tells the same.',
  };
}

function approvalMessage(event: JsonObject): Recognised | undefined {
  if (textAt(event, 'approval.token') === undefined) return undefined;
  return {
    what: 'Approval request of CodePipeline',
    details: {
      pipeline: textAt(event, 'approval.pipelineName'),
      action: textAt(event, 'approval.actionName'),
      expires: textAt(event, 'approval.expires'),
    },
    comes: 'none',
    because: 'No function subscribes to approval topics.',
  };
}

function deploymentTrigger(event: JsonObject): Recognised | undefined {
  if (textAt(event, 'eventTriggerName') === undefined || textAt(event, 'deploymentId') === undefined)
    return undefined;
  return {
    what: 'Message of a deployment trigger of CodeDeploy',
    details: { deployment: textAt(event, 'deploymentId'), status: textAt(event, 'status') },
    comes: 'none',
    because: 'No function subscribes to deployment triggers.',
  };
}

/** What an alarm hands to a function that it has as its action (CloudWatch user guide, "Invoke a Lambda function"). */
function alarmAction(event: JsonObject): Recognised | undefined {
  if (textAt(event, 'alarmArn') === undefined || !isJsonObject(event['alarmData'])) return undefined;
  return {
    what: 'Call of a function by a CloudWatch alarm that has it as its action',
    details: {
      alarm: textAt(event, 'alarmData.alarmName'),
      state: textAt(event, 'alarmData.state.value'),
      before: textAt(event, 'alarmData.previousState.value'),
    },
    comes: 'none',
    because: 'No function of the stack is the action of an alarm.',
  };
}

/** What an alarm publishes to a topic. */
function alarmMessage(event: JsonObject): Recognised | undefined {
  const alarm = textAt(event, 'AlarmName');
  const state = textAt(event, 'NewStateValue');
  if (alarm === undefined || state === undefined) return undefined;
  return {
    what: 'Message of a CloudWatch alarm',
    details: { alarm, state, before: textAt(event, 'OldStateValue') },
    comes: 'none',
    because: 'No function subscribes to the topics of alarms.',
  };
}

function schedulerPayload(event: JsonObject): Recognised | undefined {
  if (event['source'] !== 'aws.scheduler') return undefined;
  return {
    what: 'Payload of EventBridge Scheduler',
    details: { time: textAt(event, 'time') },
    comes: 'none',
    because:
      'The stack has no schedule of EventBridge Scheduler: a rule (source aws.events) wakes the sweep.',
  };
}

function eventBridgeEvent(event: JsonObject): Recognised | undefined {
  const source = textAt(event, 'source');
  const type = textAt(event, 'detail-type');
  if (source === undefined || type === undefined) return undefined;
  const repositories = valueAt(event, 'detail.repositoryNames');
  return {
    what: `EventBridge event: ${type}`,
    details: {
      source,
      event:
        textAt(event, 'detail.event') ??
        textAt(event, 'detail.build-status') ??
        textAt(event, 'detail.state'),
      of:
        textAt(event, 'detail.repositoryName') ??
        textAt(event, 'detail.project-name') ??
        (Array.isArray(repositories) ? repositories.join(', ') : undefined),
      time: textAt(event, 'time'),
    },
    comes: 'rule',
  };
}

function functionUrlRequest(event: JsonObject): Recognised | undefined {
  const method = textAt(event, 'requestContext.http.method');
  if (method === undefined) return undefined;
  return {
    what: `Request to a function URL: ${method} ${textAt(event, 'rawPath') ?? '(no path)'}`,
    comes: 'invocation',
  };
}

function ownRequest(event: JsonObject): Recognised | undefined {
  const word = event['drawbridge'];
  if (typeof word !== 'string') return undefined;
  const what: Readonly<Record<string, string>> = {
    due: 'Due work, by which the sweep wakes a function',
    sweep: 'Request to look at everything',
  };
  return {
    what: Object.hasOwn(what, word)
      ? (what[word] ?? '')
      : `Request of our own with the unknown word "${word}"`,
    comes: 'invocation',
  };
}
