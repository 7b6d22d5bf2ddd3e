import { after, begins, type Kind } from '../kind.ts';
import { base64, safe, upper } from '../shape.ts';

/** What no single service gives out. */
export const general: readonly Kind[] = [
  begins('JSON web token', 'eyJ', `${safe(6, 600)}\\.[A-Za-z0-9_-]{0,8000}\\.[A-Za-z0-9_.-]*`),
  begins('Encoded JSON of a length that tokens have', 'eyJ', '[A-Za-z0-9_+/=-]{100,}'),
  // "-----BEGIN " and the first letters of what is secret: OPENSSH, RSA, EC, DSA, PRIVATE, ENCRYPTED, PGP.
  begins(
    'Private key, encoded once more',
    [
      'LS0tLS1CRUdJTiBPUE',
      'LS0tLS1CRUdJTiBSU0',
      'LS0tLS1CRUdJTiBFQ',
      'LS0tLS1CRUdJTiBEU0',
      'LS0tLS1CRUdJTiBQUk',
      'LS0tLS1CRUdJTiBFTk',
      'LS0tLS1CRUdJTiBQR1',
    ],
    base64(8),
  ),
  begins('OpenSSH private key without its header', 'b3BlbnNzaC1rZXktdjE', base64(16)),
  begins('Minisign or signify secret key', 'RWRTY0Iy', base64(60)),
  begins('WireGuard-like key after its name', 'PrivateKey = ', base64(42)),
  begins('Extended private key', ['xprv', 'yprv', 'zprv'], '[A-Za-z0-9]{100,}'),
  after('Oracle user and password', 'jdbc:oracle:thin:', '[^\\s@/"]{1,60}/[^\\s@"]{8,100}(?=@)'),
  after('One-time password address', 'otpauth://', '[^\\s"`]{1,200}secret=[A-Z2-7]{16,}'),
  begins('Base 32 secret of a one-time password', 'secret=', upper(16)),
];
