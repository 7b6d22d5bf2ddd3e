import { describe, expect, it, vi } from 'vitest';
import { codeCommit } from '../../../shared/aws/codecommit.ts';
import { ownEvents } from '../../../shared/aws/own-events.ts';
import { deadLetterQueue } from '../../../shared/aws/sqs.ts';
import { ControllerError } from '../../../shared/core/error.ts';
import { lambdaStack } from '../../../shared/runtime/lambda-stack.ts';
import { serviceSaying } from '../../support/answering-service.ts';
import { fill } from '../../unit/redact/fill.ts';

const secret = fill('<w24>');
const said = `remote said: https://ci:${secret}@git.example/a.git is locked`;
const redacted = 'remote said: https://[redacted]@git.example/a.git is locked';

/** What one call of a function writes to its log, and what it throws. */
async function runOf(handle: () => Promise<never>): Promise<{ logged: string; thrown: unknown }> {
  let logged = '';
  const outputs = [process.stdout, process.stderr].map((stream) =>
    vi.spyOn(stream, 'write').mockImplementation((text) => {
      logged += String(text);
      return true;
    }),
  );
  vi.stubEnv('POWERTOOLS_SERVICE_NAME', 'drawbridge-sandbox');
  try {
    const thrown = await lambdaStack(handle)({}, { functionName: 'sweep' }).catch((error: unknown) => error);
    return { logged, thrown };
  } finally {
    for (const output of outputs) output.mockRestore();
    vi.unstubAllEnvs();
  }
}

describe('a secret in a text', () => {
  it('is in no comment, posted or edited', async () => {
    const { settings, asked } = await serviceSaying({ output: { comment: { commentId: 'k1' } } });
    const { comments } = codeCommit(settings);

    await comments.post({
      kind: 'post-comment',
      pullRequestId: '7',
      repository: 'ledger',
      beforeCommit: 'c0',
      afterCommit: 'c1',
      content: `Build failed\n\n    ${said}`,
      token: 't',
    });
    await comments.update('k1', said);

    expect(asked.map(({ body }) => (body as { content: string }).content)).toEqual([
      `Build failed\n\n    ${redacted}`,
      redacted,
    ]);
  });

  it('is in no event of our own, however deep', async () => {
    const { settings, asked } = await serviceSaying({ output: {} });
    const detail = { version: 1, reasons: [{ reason: said }], password: secret } as const;

    await ownEvents(settings).put([{ detailType: 'Ref Refused', resources: ['r'], detail }]);

    const [entry] = asked.flatMap(({ body }) => (body as { Entries: { Detail: string }[] }).Entries);
    expect(JSON.parse(entry?.Detail ?? '')).toEqual({
      version: 1,
      reasons: [{ reason: redacted }],
      password: '[redacted]',
    });
  });

  it('is in no reason beside a dead letter', async () => {
    const { settings, asked } = await serviceSaying({ output: {} });

    await deadLetterQueue('https://sqs.example/q', 'sweep', settings)
      .keep({ a: 1 }, said)
      .catch(() => undefined);

    expect(JSON.stringify(asked[0]?.body)).toContain(redacted);
    expect(JSON.stringify(asked[0]?.body)).not.toContain(secret);
  });

  it('is in no line of the log, and in nothing that Lambda logs of what was thrown', async () => {
    const refused = new ControllerError('remote-refused', said, {
      details: { url: said },
      cause: new Error(said),
    });

    for (const error of [refused, new TypeError(said)]) {
      const { logged, thrown } = await runOf(() => Promise.reject(error));

      expect(thrown).toBe(error);
      expect(logged).toContain('Event failed');
      expect(logged).toContain(redacted);
      expect(logged).not.toContain(secret);
      expect(error.message).toBe(redacted);
      expect(String(error.stack)).not.toContain(secret);
    }
    expect((refused.cause as Error).message).toBe(redacted);
  });
});
