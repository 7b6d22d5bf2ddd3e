import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Template } from '../template.ts';
import { compareWithoutZipFolder } from './compare-without-zip-folder.ts';
import { deployerPolicy } from './deployer-policy.ts';
import type { Keeping } from './look-after.ts';

/**
 * What the Serverless Framework leaves to people: a first deployment that failed is taken back whole, and after a
 * removal what the stack retained is looked at: what is empty goes too, what holds something is named.
 */
export class DeploymentPlugin {
  readonly hooks: Readonly<Record<string, (error?: unknown) => Promise<void>>>;
  readonly #serverless: Serverless;
  readonly #log: Log;
  #stackId: string | undefined;

  constructor(serverless: Serverless, _options: unknown, { log }: { readonly log: Log }) {
    this.#serverless = serverless;
    this.#log = log;
    compareWithoutZipFolder(
      serverless.config.serverlessPath,
      () => serverless.service.package.artifactDirectoryName,
    );
    this.hooks = {
      'after:aws:package:finalize:saveServiceState': () => this.#writePolicy(),
      'before:remove:remove': () => this.#rememberStack(),
      'after:remove:remove': () => this.#lookAfter(),
      error: () => this.#takeBackFirstDeployment(),
    };
  }

  /** Beside the template: what whoever deploys just this must be allowed. */
  async #writePolicy(): Promise<void> {
    const { serviceDir, service } = this.#serverless;
    const {
      compiledCloudFormationTemplate: template,
      iam,
      deletionProtection,
      stage,
      region,
    } = service.provider;
    const policy = deployerPolicy(template, {
      service: service.service,
      stage,
      region,
      serviceRole: iam?.deploymentRole,
      isProtectionSet: deletionProtection !== undefined,
    });
    const file = join(serviceDir, '.serverless', 'deployer-policy.json');
    await writeFile(file, `${JSON.stringify(policy, undefined, 2)}\n`);
  }

  /**
   * The framework makes a stack with nothing but its own bucket first, and everything else as an update of it; when
   * that fails, the stack with the bucket stays.
   */
  async #takeBackFirstDeployment(): Promise<void> {
    const { processedInput, pluginManager } = this.#serverless;
    if (processedInput.commands.join(' ') !== 'deploy' || !this.#provider().didCreateService) return;
    this.#log.notice();
    this.#log.notice('This was the first deployment of the stage, so that what it made is removed again.');
    try {
      await pluginManager.spawn('remove');
      this.#log.notice('Nothing of it is left.');
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      this.#log.warning(`It could not be removed: ${reason}\nTry again with npm run remove.`);
    }
  }

  async #rememberStack(): Promise<void> {
    const { stackIdOf } = await import('./retained.ts');
    const provider = this.#provider();
    this.#stackId = await stackIdOf(await provider.getAwsSdkV3Config(), provider.naming.getStackName());
  }

  async #lookAfter(): Promise<void> {
    if (this.#stackId === undefined) return;
    const [{ retainedBy }, { lookAfter }] = await Promise.all([
      import('./retained.ts'),
      import('./look-after.ts'),
    ]);
    const provider = this.#provider();
    const config = await provider.getAwsSdkV3Config();
    for (const retained of await retainedBy(config, this.#stackId))
      this.#tell(await lookAfter(config, retained, provider.getRegion()));
  }

  #tell({ sentence, commands }: Keeping): void {
    this.#log.notice();
    this.#log.notice(sentence);
    for (const command of commands) this.#log.notice(`  ${command}`);
  }

  #provider(): Provider {
    return this.#serverless.getProvider('aws');
  }
}

/** The parts of the framework that are used here (osls 4.3.1). */
interface Serverless {
  readonly config: { readonly serverlessPath: string };
  readonly serviceDir: string;
  readonly service: {
    readonly service: string;
    readonly package: { readonly artifactDirectoryName?: string };
    readonly provider: {
      readonly compiledCloudFormationTemplate: Template;
      readonly stage: string;
      readonly region: string;
      readonly iam?: { readonly deploymentRole?: string };
      readonly deletionProtection?: boolean;
    };
  };
  readonly processedInput: { readonly commands: readonly string[] };
  readonly pluginManager: { spawn(command: string): Promise<void> };
  getProvider(name: 'aws'): Provider;
}

interface Provider {
  /** Set by a deployment that makes the stack. */
  readonly didCreateService?: boolean;
  readonly naming: { getStackName(): string };
  getRegion(): string;
  getAwsSdkV3Config(): Promise<object>;
}

interface Log {
  notice(text?: string): void;
  warning(text: string): void;
}
