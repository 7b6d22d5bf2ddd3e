/** The `Authorization` header for a user name and password (RFC 7617), sent as they are and not URL-encoded. */
export function basicAuthorization(username: string, password: string): string {
  return `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
}
