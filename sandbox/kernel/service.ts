import type { ResourceKind } from './resource-kind.ts';
import type { Principal, Scope, World } from './world.ts';

/** What an operation is given besides its input: the place, and who calls. */
export interface CallContext extends Scope {
  readonly principal: Principal;
  readonly requestId: string;
}

/**
 * One operation of a service. It knows nothing of sockets, signatures or wire formats: the dispatcher has read
 * the request, asked IAM, and writes the output or the `AwsError` in the protocol the caller used.
 * Times go in and out as epoch milliseconds wrapped in `Date`; the protocol writes them as the service does.
 */
export interface Operation<Input = never, Output = unknown> {
  /** The IAM action when it is not `<service>:<OperationName>`. */
  readonly action?: string;
  /**
   * The ARNs this call touches, for IAM; `*` where AWS has no resource for the action.
   * It may throw the operation's own not-found error when the thing does not exist.
   */
  resources(input: Input, context: CallContext): string | readonly string[];
  /** Values for IAM condition keys besides the global ones, for example `dynamodb:LeadingKeys`. */
  conditions?(input: Input, context: CallContext): Record<string, string | readonly string[]>;
  handle(input: Input, context: CallContext): Output | Promise<Output>;
}

/** Declares an operation and keeps its input and output types. */
export function defineOperation<Input, Output>(
  operation: Operation<Input, Output>,
): Operation<Input, Output> {
  return operation;
}

/** A REST route: `{Name}` takes one path segment, `{Name+}` takes the rest of the path. */
export interface Route {
  readonly method: string;
  readonly path: string;
  /** Query parameters that must be present for this route, for example `list-type=2` or `uploads`. */
  readonly query?: readonly string[];
  readonly operation: string;
}

/** What operations of REST services get: the route's parameters and the request's parts. */
export interface RestInput {
  readonly parameters: Record<string, string>;
  readonly query: Record<string, string>;
  readonly headers: Record<string, string>;
  readonly body: Uint8Array;
}

/** What operations of REST services answer; an object body is written as JSON (`rest-json`) or given as text. */
export interface RestOutput {
  readonly status?: number;
  readonly headers?: Record<string, string>;
  readonly body?: unknown;
}

/**
 * Where the Query form of a service differs from its JSON shapes, so that one operation serves both. A service
 * that only speaks Query needs it for numbers and booleans, and gets texts without it.
 */
export interface QueryStyle {
  /** Members that are no text, by name. Times become epoch seconds, as in JSON; bytes stay base64, as in JSON. */
  readonly types?: Readonly<Record<string, 'number' | 'boolean' | 'timestamp'>>;
  /** Lists and maps whose elements stand without a list around them (SQS: `Attribute.1.Name`). */
  readonly flattened?: readonly FlattenedMember[];
  /** The code of a refusal by IAM, where it is not `AccessDenied`. */
  readonly accessDenied?: string;
}

/** For example `{ wire: 'Attribute', member: 'Attributes', map: ['Name', 'Value'] }`. */
export interface FlattenedMember {
  readonly wire: string;
  readonly member: string;
  /** The only operation this is for, where several give one member different wire names. */
  readonly operation?: string;
  /** For maps: what the key and the value of an element are called. */
  readonly map?: readonly [key: string, value: string];
}

/** How a service is spoken to. A service may have several (SQS: JSON 1.0, and Query for older clients). */
export type Protocol =
  | { readonly kind: 'json'; readonly version: '1.0' | '1.1'; readonly targetPrefix: string }
  | {
      readonly kind: 'query';
      readonly apiVersion: string;
      readonly namespace: string;
      readonly style?: QueryStyle;
    }
  | { readonly kind: 'rest-json' | 'rest-xml'; readonly routes: readonly Route[] };

/** Which function of a service answers one of the calls that services make of one another; made by an offer's `by`. */
export interface Answer {
  readonly offer: string;
  /** The function; the offer alone knows its type. */
  readonly answer: unknown;
}

/** One service: a folder with this file, `state.ts`, one file per operation, and `events.ts` where it sends events. */
export interface Service {
  /** IAM's prefix, and the folder's name: `codecommit`, `logs`, `events`. */
  readonly name: string;
  /** The name in the credential scope of a signature, when it differs from `name`. */
  readonly signingName?: string;
  readonly protocols: readonly Protocol[];
  // oxlint-disable-next-line typescript/no-explicit-any -- a registry holds operations of every input type; the dispatcher hands each one what the wire gave
  readonly operations: Readonly<Record<string, Operation<any>>>;
  /** The CloudFormation resources it knows, by type. */
  readonly resources?: Readonly<Record<string, ResourceKind>>;
  /** What it does for other services (`kernel/offers/<name>.ts`). */
  readonly offers?: readonly Answer[];
  /** Takes up again what was under way (timers, processes) after the states were read from disk. */
  resume?(world: World): void | Promise<void>;
}
