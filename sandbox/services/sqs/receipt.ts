import { invalidReceiptHandle } from './sqs-errors.ts';

/** The id of the message that a receipt handle was given for; declines text that is no handle of this sandbox. */
export function messageIdOf(receiptHandle: string): string {
  const text = Buffer.from(receiptHandle, 'base64').toString();
  const [id, secret, ...rest] = text.split(' ');
  if (id === undefined || !/^[0-9a-f-]{36}$/.test(id) || secret === undefined || rest.length > 0)
    throw invalidReceiptHandle(receiptHandle);
  return id;
}
