// Which addresses are public: what the client may connect to without being told so by the operator.
import ipaddr from 'ipaddr.js';

/** Global unicast; everything else of IPv6 (RFC 4291) is local, embedded, or not given out. */
const GLOBAL_IPV6 = ipaddr.parseCIDR('2000::/3') as [ipaddr.IPv6, number];
/** Well-known prefix of NAT64 (RFC 6052): the last 32 bits are the IPv4 address that is reached. */
const NAT64 = ipaddr.parseCIDR('64:ff9b::/96') as [ipaddr.IPv6, number];

function isPublicIpv6(address: ipaddr.IPv6): boolean {
  if (address.isIPv4MappedAddress()) return isPublic(address.toIPv4Address());
  if (address.match(NAT64)) return isPublic(new ipaddr.IPv4(address.toByteArray().slice(12)));
  return address.match(GLOBAL_IPV6) && address.range() === 'unicast';
}

function isPublic(address: ipaddr.IPv4 | ipaddr.IPv6): boolean {
  return address instanceof ipaddr.IPv4 ? address.range() === 'unicast' : isPublicIpv6(address);
}

/** Whether a text is an IP address as DNS or a parsed URL gives it (IPv6 with or without brackets). */
export function isAddress(text: string): boolean {
  return ipaddr.isValid(bare(text));
}

/** Whether an IP address belongs to the public internet. False for whatever is not an address. */
export function isPublicAddress(text: string): boolean {
  const address = bare(text);
  return ipaddr.isValid(address) && isPublic(ipaddr.parse(address));
}

function bare(text: string): string {
  return text.replace(/^\[(.*)\]$/, '$1');
}
