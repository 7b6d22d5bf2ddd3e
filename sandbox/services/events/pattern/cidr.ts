import { BlockList, isIPv4, isIPv6 } from 'node:net';
import { invalidPattern } from './invalid-pattern.ts';

/** Compiles an IPv4 or IPv6 block such as `10.0.0.0/24`; declines what is not an address and a mask in bits. */
export function compileCidr(text: unknown): (value: unknown) => boolean {
  // The odd wording is AWS's own.
  if (typeof text !== 'string') throw invalidPattern('prefix match pattern must be a string');
  const parts = text.split('/');
  const [address = '', mask = ''] = parts;
  if (parts.length !== 2) throw invalidPattern("Malformed CIDR, one '/' required");
  if (!/^\d+$/.test(mask)) throw invalidPattern('Malformed CIDR, mask bits must be an integer');
  const family = isIPv4(address) ? 'ipv4' : isIPv6(address) ? 'ipv6' : undefined;
  if (family === undefined) throw invalidPattern(`Nonstandard IP address: ${address}`);
  const most = family === 'ipv4' ? 32 : 128;
  if (Number(mask) > most)
    throw invalidPattern(`${family === 'ipv4' ? 'IPv4' : 'IPv6'} mask bits must be < ${most + 1}`);

  const block = new BlockList();
  block.addSubnet(address, Number(mask), family);
  const isOfFamily = family === 'ipv4' ? isIPv4 : isIPv6;
  return (value) => typeof value === 'string' && isOfFamily(value) && block.check(value, family);
}
