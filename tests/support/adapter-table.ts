import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ClientSettings } from '../../shared/aws/client-settings.ts';
import type { ErrorCode } from '../../shared/core/error.ts';
import { type Answer, serviceSaying } from './answering-service.ts';
import { root } from './source-files.ts';

/** One call of a port, and what becomes of everything that the service may answer to it. */
export interface CallRow {
  /** Makes the call with the real SDK client. */
  readonly ask: (settings: ClientSettings) => Promise<unknown>;
  /** The SDK package and the operation that is asked first: `client-codebuild StartBuild`. */
  readonly operation: string;
  /** How the call is told of: `CodeBuild StartBuild on project ci`. */
  readonly told: string;
  /**
   * What errors of the operation come to, by AWS's name: one of our codes; or, in brackets, an answer all the same. The
   * documented ones that are not named here come to `service-unavailable`: they are tried again, and kept in the end.
   */
  readonly errors?: Outcomes;
  /** What outputs come to, by a sentence: an answer in brackets, or an error in words. */
  readonly outputs: Readonly<
    Record<string, { readonly says: readonly Answer[]; readonly gives: readonly [value: unknown] | RegExp }>
  >;
}

type Outcomes = Readonly<Record<string, ErrorCode | readonly [value: unknown]>>;

/** Errors of any AWS service: https://docs.aws.amazon.com/awssupport/latest/APIReference/CommonErrors.html */
const common: Outcomes = {
  AccessDeniedException: 'access-denied',
  UnrecognizedClientException: 'access-denied',
  ThrottlingException: 'throttled',
  InternalFailure: 'service-unavailable',
  ServiceUnavailable: 'service-unavailable',
};

/** A test for each row: every error, an answer that is none, a connection that is cut, and every output. */
export function describeCalls(port: string, calls: Readonly<Record<string, CallRow>>): void {
  describe.each(Object.entries(calls))(`${port}: %s`, (_, { ask, operation, told, errors = {}, outputs }) => {
    const documented = documentedErrors(operation);

    it('names errors that are documented', () => {
      expect(documented).toEqual(expect.arrayContaining(Object.keys(errors)));
    });

    it.each(Object.entries({ ...outcomesOf(documented), ...common, ...errors }))(
      '%s comes to %j',
      async (error, becomes) => {
        const { settings, asked } = await serviceSaying({ error, message: 'Its own words' });

        if (typeof becomes !== 'string') await expect(ask(settings)).resolves.toEqual(becomes[0]);
        else
          await expect(ask(settings)).rejects.toMatchObject({
            code: becomes,
            message: `${told} failed: Its own words.`,
            details: { awsError: error, requestId: 'e4b46cbf' },
          });
        expect(asked).toHaveLength(1);
      },
    );

    it.each<readonly [string, Answer]>([
      ['an answer that is not JSON', { status: 400, text: '<ThrottlingException><Message>Rate exceeded' }],
      ['a page of a proxy', { status: 503, text: '<html>' }],
      ['a connection that is cut', 'cut'],
    ])('%s comes to service-unavailable, and names the call', async (_what, answer) => {
      const { settings } = await serviceSaying(answer);

      await expect(ask(settings)).rejects.toMatchObject({
        code: 'service-unavailable',
        message: expect.stringContaining(`${told} failed: `),
      });
    });

    it.each(Object.entries(outputs))('%s', async (_what, { says, gives }) => {
      const { settings, asked } = await serviceSaying(...says);

      if (gives instanceof RegExp) await expect(ask(settings)).rejects.toThrow(gives);
      else await expect(ask(settings)).resolves.toEqual(gives[0]);
      expect(asked).toHaveLength(says.length);
    });
  });
}

/** The errors that the service's model, and so the SDK's own documentation, names for an operation. */
function documentedErrors(name: string): string[] {
  const [client = '', operation = ''] = name.split(' ');
  const file = join(root, 'node_modules/@aws-sdk', client, `dist-types/commands/${operation}Command.d.ts`);
  return [...readFileSync(file, 'utf8').matchAll(/@throws \{@link (\w+)\}/g)]
    .map(([, error = '']) => error)
    .filter((error) => !error.endsWith('ServiceException'));
}

function outcomesOf(documented: readonly string[]): Outcomes {
  return Object.fromEntries(documented.map((error) => [error, 'service-unavailable']));
}
