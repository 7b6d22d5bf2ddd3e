/** Who must act: this decides what happens with the event that led here. */
export type ErrorClass = 'configuration' | 'input' | 'upstream' | 'conflict' | 'defect';

/** Every error the controller knows, with who must act and what to do about it; without a remedy it mends itself. */
export const errorCatalogue = {
  'event-not-understood': {
    class: 'input',
    remedy: 'Look at the event in the dead-letter queue with `npm run explain -- <event.json>`.',
  },
  'not-found': {
    class: 'configuration',
    remedy: 'Check the name in drawbridge.yml against what exists in this account and Region.',
  },
  'access-denied': {
    class: 'configuration',
    remedy:
      "Add the named action to the roleStatements in the function's function.yml, or to the resource's policy, and deploy.",
  },
  'request-refused': {
    class: 'configuration',
    remedy: 'The service refused the values it was given; its own words say which.',
  },
  'comment-gone': { class: 'conflict' },
  'token-used': { class: 'conflict' },
  'version-conflict': { class: 'conflict' },
  'limit-reached': { class: 'upstream', remedy: 'Wait, or ask AWS for a higher quota.' },
  throttled: { class: 'upstream' },
  'service-unavailable': { class: 'upstream' },
  'remote-unreachable': {
    class: 'upstream',
    remedy: 'When it lasts, check the address and the network between the two.',
  },
  'remote-refused': {
    class: 'configuration',
    remedy:
      'Check the credentials for this repository: reading needs codecommit:GitPull, writing codecommit:GitPush.',
  },
  'protocol-violation': {
    class: 'upstream',
    remedy: 'When it lasts, check that the address is a git repository over HTTP.',
  },
  'object-missing': { class: 'conflict' },
  'push-unconfirmed': { class: 'conflict' },
  'repository-unfit': {
    class: 'configuration',
    remedy:
      'Replicate between complete repositories with SHA-1 names: `git fetch --unshallow` completes one.',
  },
  'not-empty': {
    class: 'configuration',
    remedy: 'Name a new or an empty repository with `--into`.',
  },
  'backup-damaged': {
    class: 'configuration',
    remedy:
      'Restore an earlier time (--at), or an earlier version of the object: the bucket keeps them. The next backup begins a new chain.',
  },
  'listing-too-long': {
    class: 'configuration',
    remedy: 'Look at what is listed there, and remove what does not belong there.',
  },
  'environment-incomplete': {
    class: 'defect',
    remedy: "Set the named variables in the function's function.yml and deploy.",
  },
} as const satisfies Record<string, CatalogueEntry>;

export type ErrorCode = keyof typeof errorCatalogue;

interface CatalogueEntry {
  readonly class: ErrorClass;
  readonly remedy?: string;
}

/**
 * What an error of ours is known by. A function's zip holds the class more than once, because a module that is loaded
 * late is a bundle of its own; the symbol is one for all of them.
 */
const brand: unique symbol = Symbol.for('drawbridge.controller-error');

/** The one error class. Its code says who must act; its message says what happened, to what, and why. */
export class ControllerError extends Error {
  override readonly name = 'ControllerError';
  readonly [brand] = true;
  readonly code: ErrorCode;
  readonly details: Readonly<Record<string, string>>;

  constructor(
    code: ErrorCode,
    message: string,
    options: { details?: Readonly<Record<string, string>>; cause?: unknown } = {},
  ) {
    super(message, { cause: options.cause });
    this.code = code;
    this.details = options.details ?? {};
  }

  get class(): ErrorClass {
    return errorCatalogue[this.code].class;
  }

  get remedy(): string | undefined {
    const entry: CatalogueEntry = errorCatalogue[this.code];
    return entry.remedy;
  }
}

/** True for an error with one of these codes, or with any when none is named, whichever bundle it was thrown in. */
export function isControllerError(error: unknown, ...codes: readonly ErrorCode[]): error is ControllerError {
  return isBranded(error) && (codes.length === 0 || codes.includes(error.code));
}

function isBranded(error: unknown): error is ControllerError {
  return typeof error === 'object' && error !== null && brand in error;
}

/** What happened and, where a person can mend it, how. */
export function sentenceOf({ message, remedy }: ControllerError): string {
  return remedy === undefined ? message : `${message} ${remedy}`;
}
