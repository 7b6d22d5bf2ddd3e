import { isPlain, looksRandom } from './looks-random.ts';

// What stands where a secret could stand, and is none: placeholders, references, masks, words of programming.

/** A mask tells nothing: CodeBuild prints `***` for values of the parameter store and of Secrets Manager. */
const mask =
  /^(?:[*•]+|x{3,}|X{3,}|[.…#_-]+|[[(<]?(?:redacted|masked|hidden|secure|filtered|removed|sensitive(?: value)?)[\])>]?)$/i;

/** What a shell, a template or AWS finds the value by. */
const reference = new RegExp(
  [
    '^[!(]{0,2}\\$(?:[({][^]*|[A-Za-z_][A-Za-z0-9_]*)$', // $NAME, ${NAME}, $(command)
    '^%[A-Za-z_]+%$',
    '^<[A-Za-z_][A-Za-z0-9_ .|-]*>?$',
    '^\\{\\{[^]*',
    '^[{[][A-Za-z_ .]*[}\\]]?$',
    '^!(?:Ref|Sub|GetAtt|ImportValue)\\b',
    '^(?:ssm|secretsmanager|vault|op|sops|awssm):[^]*',
    '^arn:aws[a-z-]*:[^]*',
    '^(?:process\\.env|import\\.meta|os\\.environ|os\\.getenv|System\\.getenv|ENV|secrets|vars|env)[.[(]',
  ].join('|'),
);

/** What a program finds the value by, where a line is one of a program: a field, a call, an element, a type. */
const code = new RegExp(
  [
    '^[!(]{0,2}(?:this|self|props|state|params|config|options|opts|req|request|res|response|ctx|context|event|args|body|user|settings|var|local|module|data)[.?[]+[A-Za-z_]',
    '^[!(]{0,2}[A-Za-z_$][A-Za-z0-9_.?$]*[([]',
    '^[A-Za-z_$][A-Za-z0-9_.]*<[A-Za-z]',
    '^\\([A-Za-z_]',
    '^/[^]*/[dgimsuvy]{0,3}(?:\\.[^]*|;)$', // a regular expression
  ].join('|'),
);

/** What languages and formats call nothing, yes and no, and kinds of values. */
const keyword =
  /^(?:null|undefined|none|nil|nan|void|true|false|yes|no|on|off|any|unknown|never|string|str|text|number|int|integer|float|double|bool|boolean|byte|bytes|buffer|object|array|list|map|dict|optional|symbol|function)$/i;

/** Whether this only stands for a value: a mask, or what a value is found by. */
export function isPlaceholder(value: string): boolean {
  return mask.test(value) || reference.test(value);
}

/** Whether this is plainly no secret, whatever name it stands next to. */
export function isOrdinary(value: string): boolean {
  return isPlaceholder(value) || keyword.test(value) || isPath(value) || isTemplate(value);
}

/** Whether a program's line finds the value by this; a settings file's line can have it for a password. */
export function isCode(value: string): boolean {
  return code.test(value);
}

/** Words around what is put in later: `AWSEvents_${rule}`, `Basic {{ credentials }}`. */
function isTemplate(value: string): boolean {
  const rest = value.replace(/[$#]?\{{1,2}[^{}]{0,200}\}{1,2}/g, '');
  return rest.length < value.length && isPlain(rest);
}

/** Folders and files with names that words make; what base 64 begins with `/` does not look so. */
function isPath(value: string): boolean {
  if (!/^(?:\.{0,2}|~|[A-Za-z]:)[/\\]/.test(value)) return false;
  return value
    .split(/[/\\]/)
    .slice(1)
    .every((part) => !looksRandom(part, 16));
}

/** Words that hold a sentence together. */
const joint =
  /(?:^|\s)(?:is|are|was|be|been|must|may|can|cannot|could|should|would|will|has|have|had|does|do|did|not|the|a|an|to|of|in|on|at|for|from|with|without|via|into|by|but|because|and|or|this|that|your|you|it|its|as|if|when|than|only|least)(?=[\s.,:;!?]|$)/i;

/** Whether a text is words that say something: `must have 8 characters`. */
export function isSentence(text: string): boolean {
  return /\s/.test(text) && joint.test(text);
}

/** Whether a word after a flag says that the flag is spoken of, and not used: `--token is missing`. */
export function isJoint(word: string): boolean {
  return (
    joint.test(word) ||
    /^(?:flag|option|argument|value|parameter|instead|requires|needs|expects)$/i.test(word)
  );
}

/** What is said of a password or a token instead of telling it: `password: required`. */
export function isVerdict(word: string): boolean {
  return /^(?:required|missing|invalid|empty|unset|set|incorrect|expired|wrong|failed|ok|denied|rejected|accepted|valid|default|changed|updated|expected|received|unauthorized|forbidden|disabled|enabled|present|absent|error|unchanged|sensitive|generated)[.!]?$/i.test(
    word,
  );
}
