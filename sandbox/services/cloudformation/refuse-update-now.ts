import { validationError } from './find-stack.ts';
import type { Stack } from './state.ts';

/** Declines an update of a stack that is being changed, or whose last change left it half made. */
export function refuseUpdateNow({ id, status }: Stack): void {
  if (/^(CREATE|UPDATE|UPDATE_ROLLBACK)_COMPLETE$/.test(status) || status === 'UPDATE_FAILED') return;
  throw validationError(`Stack:${id} is in ${status} state and can not be updated.`);
}
