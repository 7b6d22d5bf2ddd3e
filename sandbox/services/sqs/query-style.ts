import type { QueryStyle } from '../../kernel/service.ts';

/** How the Query protocol of older SQS clients (AWS CLI 2.9) names what the JSON protocol carries. */
export const queryStyle: QueryStyle = {
  types: { SenderFault: 'boolean' },
  flattened: [
    { wire: 'Attribute', member: 'Attributes', map: ['Name', 'Value'] },
    { wire: 'Tag', member: 'tags', map: ['Key', 'Value'], operation: 'CreateQueue' },
    { wire: 'Tag', member: 'Tags', map: ['Key', 'Value'] },
    { wire: 'AttributeName', member: 'AttributeNames' },
    { wire: 'MessageAttributeName', member: 'MessageAttributeNames' },
    { wire: 'MessageSystemAttributeName', member: 'MessageSystemAttributeNames' },
    { wire: 'MessageAttribute', member: 'MessageAttributes', map: ['Name', 'Value'] },
    { wire: 'Message', member: 'Messages', operation: 'ReceiveMessage' },
    { wire: 'QueueUrl', member: 'QueueUrls', operation: 'ListQueues' },
    { wire: 'SendMessageBatchRequestEntry', member: 'Entries', operation: 'SendMessageBatch' },
    { wire: 'SendMessageBatchResultEntry', member: 'Successful', operation: 'SendMessageBatch' },
    { wire: 'DeleteMessageBatchRequestEntry', member: 'Entries', operation: 'DeleteMessageBatch' },
    { wire: 'DeleteMessageBatchResultEntry', member: 'Successful', operation: 'DeleteMessageBatch' },
    {
      wire: 'ChangeMessageVisibilityBatchRequestEntry',
      member: 'Entries',
      operation: 'ChangeMessageVisibilityBatch',
    },
    {
      wire: 'ChangeMessageVisibilityBatchResultEntry',
      member: 'Successful',
      operation: 'ChangeMessageVisibilityBatch',
    },
    { wire: 'BatchResultErrorEntry', member: 'Failed' },
  ],
};
