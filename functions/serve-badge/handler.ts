import { readEnvironment } from '../../shared/runtime/environment.ts';
import { serveBadge, variables } from './assemble.ts';

/** Serves badges. It takes no events, so it goes without the event shell and its weight. */
export const handler = serveBadge({ environment: readEnvironment(variables) });
