import type { Scope } from '../../kernel/world.ts';
import { busNameOf, ruleArnOf } from './find-bus.ts';

/** The ARN that IAM is asked about for a call on one rule, whether the rule exists or not. */
export function ruleResource(
  scope: Scope,
  { name, bus }: { name: string | undefined; bus?: string | undefined },
): string {
  return ruleArnOf(scope, busNameOf(bus), name ?? '*');
}
