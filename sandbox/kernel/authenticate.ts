import { AwsError } from './errors.ts';
import { type AccessKey, accessKeyOf } from './offers/iam.ts';
import type { Signature } from './signature.ts';
import { isSignedWith } from './verify-signature.ts';
import type { WireRequest } from './wire.ts';
import { type Principal, scopeOf, type World } from './world.ts';

/** What a request is authenticated by. */
export interface Presented {
  readonly signature: Signature | undefined;
  /** From this process: the signature is not looked at. */
  readonly isTrusted: boolean;
  /** Who will answer it, whatever the signature says of that. */
  readonly service: string;
}

/**
 * Who signed the request. Refuses what is not signed, a signature in the address for anything but S3 (a link is all
 * that it takes to send one), an access key nobody has, a session that ended or whose token is missing, and
 * a signature made with another secret (not looked at in a trusted request), each with AWS's code.
 */
export function authenticate(
  world: World,
  request: WireRequest,
  { signature, isTrusted, service }: Presented,
): Principal {
  if (signature === undefined || (signature.kind === 'presigned' && service !== 's3'))
    throw new AwsError('MissingAuthenticationTokenException', 'Missing Authentication Token', {
      queryCode: 'MissingAuthenticationToken',
    });
  const key = accessKeyOf(scopeOf(world, signature.region), signature.accessKeyId);
  if (key === undefined || key.sessionToken !== signature.sessionToken)
    throw new AwsError(
      'UnrecognizedClientException',
      'The security token included in the request is invalid.',
      { queryCode: 'InvalidClientTokenId' },
    );
  refuseExpired(world, key);
  if (!isTrusted && !isSignedWith(key.secretAccessKey, request, signature))
    throw new AwsError(
      'InvalidSignatureException',
      'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.',
      { queryCode: 'SignatureDoesNotMatch' },
    );
  return key.principal;
}

function refuseExpired(world: World, key: AccessKey): void {
  if (key.expiresAt !== undefined && key.expiresAt.getTime() <= world.clock.now())
    throw new AwsError('ExpiredTokenException', 'The security token included in the request is expired', {
      queryCode: 'ExpiredToken',
    });
}
