import type { Service } from '../../kernel/service.ts';

export const sqs: Service = {
  name: 'sqs',
  protocols: [
    { kind: 'json', version: '1.0', targetPrefix: 'AmazonSQS.' },
    { kind: 'query', apiVersion: '2012-11-05', namespace: 'http://queue.amazonaws.com/doc/2012-11-05/' },
  ],
  operations: {},
};
