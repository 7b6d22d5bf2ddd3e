import { readKeyFile } from '../sandbox/access/key-file.ts';

/**
 * Gives this process the administrator's key of the sandbox that `AWS_ENDPOINT_URL` names, from the file that the
 * sandbox left for the user who started it. A key or a profile that the environment names is left as it is, and so is
 * an address where no sandbox of this user listens.
 */
export function useSandboxKey(environment: NodeJS.ProcessEnv): void {
  const { AWS_ENDPOINT_URL: endpoint, AWS_ACCESS_KEY_ID, AWS_PROFILE } = environment;
  if (endpoint === undefined || AWS_ACCESS_KEY_ID !== undefined || AWS_PROFILE !== undefined) return;
  const key = readKeyFile(endpoint, environment);
  if (key === undefined) return;
  environment['AWS_ACCESS_KEY_ID'] = key.accessKeyId;
  environment['AWS_SECRET_ACCESS_KEY'] = key.secretAccessKey;
}
