/**
 * What every SDK client is made with. Nothing in production, where the SDK finds Region and credentials itself;
 * tests and the simulation hand in a request handler of their own.
 */
export interface ClientSettings {
  readonly region?: string;
  readonly credentials?: {
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
    readonly sessionToken?: string;
  };
  // oxlint-disable-next-line typescript/no-explicit-any -- the SDK types request handlers per client and version; they are one and the same
  readonly requestHandler?: any;
  readonly maxAttempts?: number;
}
