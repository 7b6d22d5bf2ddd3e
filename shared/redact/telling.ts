/**
 * What a name tells of its value. `password`: whatever it is, it is a secret. `token`: it is one when it is no plain
 * word, for people also speak of tokens. `hint`: it is one when it looks like one.
 */
export type Telling = 'password' | 'token' | 'hint';

/** A quick look, before a name is taken apart. */
const mayTell =
  /pass|pwd|\bpw\b|kennwort|secret|token|key|cred|auth|bearer|jwt|sig|sess|sid|cookie|csrf|xsrf|dsn|salt|seed|mnemonic|otp|pin|webhook|hmac|sas|license|pat|identified/i;

/** What a name tells, or nothing. The words of a phrase count as those of a name: `AWS Secret Access Key`. */
export function tellingOf(name: string): Telling | undefined {
  if (!mayTell.test(name)) return undefined;
  const words = wordsOf(name.replace(/identified by$/i, 'password').replace(/(?:^|[\s:])_auth$/, 'token'));
  if (about.has(words.at(-1) ?? '')) return undefined;
  for (let at = words.length - 1; at >= 0; at -= 1) {
    const telling = tellingWord(words, at);
    if (telling === undefined) continue;
    return words.slice(at + 1).every((word) => neutral.has(word)) ? telling : 'hint';
  }
  return undefined;
}

/** `DB_PASS2` → db, pass; `apiKey` → api, key. */
export function wordsOf(name: string): string[] {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .map((word) => word.replace(/[0-9]+$/, '') || word)
    .filter((word) => word !== '' && !/^[0-9]+$/.test(word));
}

const password =
  /(?:password|passwd|passphrase|passcode|passwort|kennwort|pwd)$|^(?:pass|pw)$|^(?:db|user|usr|store|key|my|root|admin|ssh|sql|ftp|http|https|proxy|repo|nexus|smtp|mail|ldap|vault|redis|mongo|pg|rabbit|mq|git|docker|registry|ansible|sudo|become)pass$/;
const token =
  /(?:token|secret|apikey|accesskey|secretkey|privatekey|authkey|masterkey|accountkey|credential|credentials|creds|bearer|jwt|signature)$|^sig$/;
const hint =
  /^(?:tokens|secrets|key|keys|auth|oauth|session|sessionid|sid|cookie|csrf|xsrf|dsn|salt|seed|mnemonic|otp|totp|pin|webhook|hmac|sas|license|pat)$/;

/** Whose key it is that is a secret: `encryption key`. A `public key` or a `cache key` is none. */
const keyOwners = new Set(
  'access account admin api app application auth client consumer crypt decrypt decryption deploy encrypt encryption function functions hmac host ingestion integration jwt license management master private push read registration secret server service shared sign signature signing ssh storage subscription token webhook write'.split(
    ' ',
  ),
);

function tellingWord(words: readonly string[], at: number): Telling | undefined {
  const word = words[at] ?? '';
  const before = words[at - 1] ?? '';
  if (password.test(word)) return 'password';
  if (token.test(word)) return 'token';
  if (word === 'key' && keyOwners.has(before)) return 'token';
  return hint.test(word) && !harmlessOwners.has(before) ? 'hint' : undefined;
}

const harmlessOwners = new Set(
  's public primary foreign partition sort cache host map object s3 idempotency kms hash index unique composite bucket routing row'.split(
    ' ',
  ),
);

/** After these a name is about a secret, and does not hold one: `token_type`, `password-file`. */
const about = new Set(
  'id ids name names arn arns url uri urls path paths file files filename dir directory folder type types count counts length len size limit min max expiry expires expiration ttl age policy policies version versions label field fields header headers prefix suffix pattern regex format error errors enabled required rotation issuer endpoint algorithm alg usage index position line column kind provider manager store status state scope scopes audience class exception reset bucket hint stdin env sha digest checksum fingerprint thumbprint helper source process plugin service'.split(
    ' ',
  ),
);

/** After these it is still the name of a secret: `DB_PASSWORD_PROD`, `client-key-data`. */
const neutral = new Set(
  'value val data base raw text txt plain plaintext string str b64 base64 prod production dev development staging stage test testing live local ci old new current previous confirm confirmation repeat again default v b main root is'.split(
    ' ',
  ),
);

/** Whether a word belongs into the name of a secret, whoever gave it out: `api`, `key`, `prod`. */
export function belongs(word: string): boolean {
  return (
    /^(?:x|art|login)$/.test(word) ||
    neutral.has(word) ||
    keyOwners.has(word) ||
    hint.test(word) ||
    token.test(word) ||
    password.test(word)
  );
}
