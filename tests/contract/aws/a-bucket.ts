import { s3Bucket } from '../../../shared/aws/s3.ts';
import { type Answer, serviceSaying } from '../../support/answering-service.ts';

export const MiB = 1024 * 1024;
export const busyPauses = [400, 800, 1_600];
export const xml = (code: string) =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>Its own words</Message></Error>`;
export const refusal = (status: number, code: string): Answer => ({ status, text: xml(code) });
export const ok = (text = '', headers: Record<string, string> = {}): Answer => ({
  status: 200,
  text,
  headers,
});

/** A bucket whose S3 answers so, the pauses it made between tries, and what it asked. */
export async function bucketOf(...answers: readonly Answer[]) {
  const service = await serviceSaying(...answers);
  const pauses: number[] = [];
  const bucket = s3Bucket({
    bucket: 'ours',
    region: 'eu-west-1',
    endpoint: service.endpoint,
    credentials: () => Promise.resolve({ accessKeyId: 'test', secretAccessKey: 'test' }),
    clock: { now: () => 0 },
    pause: async (ms) => void pauses.push(ms),
  });
  return { bucket, pauses, asked: service.asked, connections: service.connections };
}

export async function* bytesOf(...sizes: readonly number[]): AsyncGenerator<Buffer> {
  for (const size of sizes) yield Buffer.alloc(size, 1);
}
