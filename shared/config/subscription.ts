import * as z from 'zod';

/** What SNS can tell, and how it writes the endpoint of each (SNS API reference, Subscribe). */
const endpoints = {
  email: z
    .string()
    .regex(/^[^\s@,;]+@[^\s@,;]+\.[^\s@,;]+$/, 'an e-mail address is written as oncall@example.com')
    .describe('An e-mail address; AWS asks it to confirm first.'),
  https: z
    .string()
    .regex(/^https:\/\/[^\s/?#@]+(?:[/?#]\S*)?$/, 'an address is written as https://example.com/path')
    .describe('An address that gets each alarm as JSON, and has to confirm first.'),
  sms: z
    .string()
    .regex(/^\+[1-9][0-9]{6,14}$/, 'a telephone number is written as +491701234567')
    .describe('A telephone number.'),
  sqs: z
    .string()
    .regex(
      /^arn:aws[a-z-]*:sqs:[a-z0-9-]+:[0-9]{12}:[A-Za-z0-9_-]{1,80}$/,
      'a queue is written as arn:aws:sqs:eu-west-1:111122223333:alarms',
    )
    .describe('A queue, whose own policy must let the topic write to it.'),
  lambda: z
    .string()
    .regex(
      /^arn:aws[a-z-]*:lambda:[a-z0-9-]+:[0-9]{12}:function:[A-Za-z0-9_-]{1,64}(?::[A-Za-z0-9$_-]+)?$/,
      'a function is written as arn:aws:lambda:eu-west-1:111122223333:function:name',
    )
    .describe('A function, whose own policy must let the topic call it.'),
};

type Protocol = keyof typeof endpoints;

/** Who is told of alarms: one protocol of SNS, and where it leads. */
export const Subscription = z
  .strictObject({
    email: endpoints.email.optional(),
    https: endpoints.https.optional(),
    sms: endpoints.sms.optional(),
    sqs: endpoints.sqs.optional(),
    lambda: endpoints.lambda.optional(),
  })
  .transform((given, context): { protocol: Protocol; endpoint: string } => {
    const [first, ...more] = Object.entries(given).filter(([, endpoint]) => endpoint !== undefined);
    if (first !== undefined && more.length === 0)
      return { protocol: first[0] as Protocol, endpoint: String(first[1]) };
    // A misspelt key is told already.
    if (context.issues.length > 0) return z.NEVER;
    context.issues.push({
      code: 'custom',
      input: Object.keys(given).join(', '),
      message: 'a subscription has exactly one of email, https, sms, sqs, lambda',
    });
    return z.NEVER;
  });
