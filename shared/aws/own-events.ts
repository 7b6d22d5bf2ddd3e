import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { ControllerError } from '../core/error.ts';
import type { OwnEvents } from '../core/own-event.ts';
import { redactField } from '../redact/redact-field.ts';
import type { ClientSettings } from './client-settings.ts';
import { calling } from './translate-error.ts';

/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEvents.html takes at most ten. */
const mostAtOnce = 10;

/** Puts our own events on the account's default bus, as `source: drawbridge`. */
export function ownEvents(settings: ClientSettings = {}): OwnEvents {
  const client = new EventBridgeClient(settings);
  return {
    async put(events) {
      for (let at = 0; at < events.length; at += mostAtOnce) {
        const batch = events.slice(at, at + mostAtOnce);
        const { Entries = [] } = await calling({ call: 'EventBridge PutEvents', on: 'the default bus' }, () =>
          client.send(
            new PutEventsCommand({
              Entries: batch.map(({ detailType, resources, detail }) => ({
                Source: 'drawbridge',
                DetailType: detailType,
                Resources: [...resources],
                Detail: JSON.stringify(detail, redactField),
              })),
            }),
          ),
        );
        // A call can succeed and an entry in it fail.
        const failed = Entries.find(({ ErrorCode }) => ErrorCode !== undefined);
        if (failed)
          throw new ControllerError(
            'service-unavailable',
            `EventBridge PutEvents did not take an event: ${failed.ErrorMessage ?? failed.ErrorCode}.`,
          );
      }
    },
  };
}
