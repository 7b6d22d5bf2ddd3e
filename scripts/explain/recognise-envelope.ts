import { type JsonObject, objectsAt, parsedIfJson, textAt, valueAt } from './json-object.ts';
import type { Recognised } from './recognise.ts';

/**
 * Knows what carries an event inside: SNS messages and messages of the dead-letter queue, in the forms in which
 * they reach a function, a subscriber and `aws sqs receive-message`.
 */
export function recogniseEnvelope(event: JsonObject): Recognised | undefined {
  return (
    snsRecords(event) ?? snsMessage(event) ?? queueMessages(event) ?? deadLetter(event) ?? givenUp(event)
  );
}

function snsRecords(event: JsonObject): Recognised | undefined {
  const records = objectsAt(event, 'Records');
  if (!records?.every((record) => textAt(record, 'Sns.Message') !== undefined)) return undefined;
  return {
    what: `SNS notification for a function`,
    details: { topic: textAt(records[0], 'Sns.TopicArn'), subject: textAt(records[0], 'Sns.Subject') },
    comes: 'none',
    because: 'No function subscribes to an SNS topic.',
    inside: records.map((record) => parsedIfJson(textAt(record, 'Sns.Message') ?? '')),
  };
}

function snsMessage(event: JsonObject): Recognised | undefined {
  const message = textAt(event, 'Message');
  if (event['Type'] !== 'Notification' || message === undefined) return undefined;
  return {
    what: 'SNS notification',
    details: { topic: textAt(event, 'TopicArn'), subject: textAt(event, 'Subject') },
    comes: 'none',
    because: 'No function subscribes to an SNS topic.',
    inside: [parsedIfJson(message)],
  };
}

/** What `aws sqs receive-message` prints, and what SQS hands to a function. */
function queueMessages(event: JsonObject): Recognised | undefined {
  const messages = objectsAt(event, 'Messages') ?? objectsAt(event, 'Records');
  if (!messages?.every((message) => bodyOf(message) !== undefined)) return undefined;
  return {
    what: messages.length === 1 ? 'A message from a queue' : `${messages.length} messages from a queue`,
    comes: 'none',
    because: 'It lies in a queue; each message is explained below.',
    inside: messages,
  };
}

function deadLetter(message: JsonObject): Recognised | undefined {
  const body = bodyOf(message);
  if (body === undefined) return undefined;
  const inside = parsedIfJson(body);
  const reason = attributeOf(message, 'Reason');
  if (reason !== undefined) {
    return {
      what: 'Dead letter: a function did not understand the event',
      details: { function: attributeOf(message, 'Function'), reason },
      comes: 'none',
      because: 'Redriving it helps once the function takes such an event; else delete it.',
      inside: [inside],
    };
  }
  const code = attributeOf(message, 'ERROR_CODE');
  if (code === undefined) {
    return {
      what: 'A message from a queue',
      comes: 'none',
      because: 'What it carries is explained below.',
      inside: [inside],
    };
  }
  return {
    what: 'Dead letter: EventBridge could not hand the event to its target',
    details: {
      rule: attributeOf(message, 'RULE_ARN'),
      target: attributeOf(message, 'TARGET_ARN'),
      error: [code, attributeOf(message, 'ERROR_MESSAGE')].filter(Boolean).join(': '),
      'gave up by': attributeOf(message, 'EXHAUSTED_RETRY_CONDITION'),
    },
    comes: 'none',
    because: 'Redrive it once the error is mended; the event itself may be in order.',
    inside: [inside],
  };
}

/** The record of an on-failure destination: the function was tried, and failed each time or was too late. */
function givenUp(event: JsonObject): Recognised | undefined {
  const condition = textAt(event, 'requestContext.condition');
  if (condition === undefined || !Object.hasOwn(event, 'requestPayload')) return undefined;
  const tries = valueAt(event, 'requestContext.approximateInvokeCount');
  return {
    what: 'Dead letter: Lambda gave up on the event',
    details: {
      function: textAt(event, 'requestContext.functionArn'),
      condition,
      tries: typeof tries === 'number' ? String(tries) : undefined,
      error: textAt(event, 'responsePayload.errorMessage'),
    },
    comes: 'none',
    because: 'Redrive it once the error is mended; the event itself may be in order.',
    inside: [event['requestPayload']],
  };
}

/** SQS writes `Body` in its API and `body` in the events of functions. */
function bodyOf(message: JsonObject): string | undefined {
  const isMessage = textAt(message, 'MessageId') ?? textAt(message, 'messageId');
  return isMessage === undefined ? undefined : (textAt(message, 'Body') ?? textAt(message, 'body'));
}

function attributeOf(message: JsonObject, name: string): string | undefined {
  return (
    textAt(message, `MessageAttributes.${name}.StringValue`) ??
    textAt(message, `messageAttributes.${name}.stringValue`)
  );
}
