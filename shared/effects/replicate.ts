import { isControllerError, sentenceOf } from '../core/error.ts';
import type { OwnEvents } from '../core/own-event.ts';
import type { Clock } from '../core/ports.ts';
import type {
  Replica,
  ReplicationEffect,
  ReplicationResult,
  ReplicationRunner,
} from '../core/replication.ts';

export interface ReplicationPorts {
  readonly replica: Replica;
  readonly runner: ReplicationRunner;
  readonly events: OwnEvents;
  readonly clock: Clock;
}

/**
 * Does one effect of replication. What fails on either side comes back as a result, so that it is written down
 * with its reason and the record says when it is tried again; only a defect of ours is thrown.
 */
export async function applyReplication(
  ports: ReplicationPorts,
  effect: ReplicationEffect,
): Promise<ReplicationResult> {
  try {
    return await perform(ports, effect);
  } catch (error) {
    if (!isControllerError(error) || error.class === 'defect') throw error;
    const reason = sentenceOf(error);
    if (effect.kind === 'put-events') return { kind: 'events-kept', events: effect.events, reason };
    return { kind: 'failed', at: ports.clock.now(), reason };
  }
}

async function perform(
  { replica, runner, events, clock }: ReplicationPorts,
  effect: ReplicationEffect,
): Promise<ReplicationResult> {
  switch (effect.kind) {
    case 'push-update': {
      const { kind: _kind, onlyFastForward, ...move } = effect;
      const pushed = await replica.pushUpdate(move, { onlyFastForward });
      if (pushed.kind === 'needs-sync') return { ...pushed, kind: 'update-unfit' };
      return { ...pushed, ...move, kind: 'update-pushed', at: clock.now() };
    }
    case 'sync-refs': {
      const outcome = await replica.sync(effect);
      if (outcome === 'replica-missing') return { kind: 'replica-missing' };
      return { kind: 'synced', at: clock.now(), ...outcome };
    }
    case 'create-replica':
      await replica.create();
      return { kind: 'replica-created' };
    case 'set-default-branch':
      await replica.setDefaultBranch(effect.ref);
      return { kind: 'default-branch-set', ref: effect.ref };
    case 'start-build': {
      const { kind: _kind, ...order } = effect;
      const buildId = await runner.start(order);
      return { kind: 'build-started', buildId, at: clock.now() };
    }
    case 'look-at-build':
      return { kind: 'build-seen', at: clock.now(), ...(await runner.look(effect.buildId)) };
    case 'put-events':
      await events.put(effect.events);
      return { kind: 'events-put' };
  }
}
