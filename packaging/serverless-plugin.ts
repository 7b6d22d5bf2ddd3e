import { join } from 'node:path';
import { type DeploySettings, deploySettings } from '../shared/config/deploy.ts';
import type { ConfigFile } from '../shared/config/schema.ts';
import { bundleForBuild, bundleFunctions } from './bundle-function.ts';
import { checkLimits } from './check-limits.ts';
import { userConfig } from './config-file.ts';
import { configNames } from './config-names.ts';
import { functionRole } from './function-role.ts';
import { type Fitted, fitRoles } from './limits/fit-roles.ts';
import type { StackPlace } from './limits/policy-length.ts';
import { splitRules } from './limits/split-rules.ts';
import { logicalId } from './logical-id.ts';
import { OPERATOR_TOPIC, watchStack } from './monitoring/watch-stack.ts';
import { queuePolicy } from './queue-policy.ts';
import { readConfigFile } from './read-config.ts';
import { onlyRecordsOf } from './records-condition.ts';
import { replicationRunner, runnerCode, type ZipPlace } from './replication-runner.ts';
import { applySettings, stackSettings } from './settings/apply-settings.ts';
import type { Statement, Template } from './template.ts';
import { writeArtifact } from './write-artifact.ts';

/** Logical ids in serverless.yml that what is added here refers to. */
const DEAD_LETTER_QUEUE = 'DeadLetterQueue';
const TABLE = 'Table';

/**
 * What packaging adds to the Serverless Framework: the configuration is checked first and named in the function
 * files, each function gets its own bundle, role and alarm, and the dead-letter queue its policy.
 */
export class DrawbridgePlugin {
  readonly hooks: Readonly<Record<string, () => void | Promise<void>>>;
  readonly configurationVariablesSources: Readonly<Record<string, VariableSource>>;
  readonly #serverless: Serverless;
  readonly #log: Log;
  readonly #names = new Map<string, ReturnType<typeof configNames>>();
  readonly #config: ConfigFile['config'];
  readonly #deploy: ConfigFile['deploy'];

  constructor(serverless: Serverless, _options: unknown, { log }: { readonly log: Log }) {
    this.#serverless = serverless;
    this.#log = log;
    ({ config: this.#config, deploy: this.#deploy } = withFrameworkError(serverless, () =>
      readConfigFile(serverless.serviceDir, userConfig(process.env)),
    ));
    serverless.configSchemaHandler.defineFunctionProperties('aws', {
      properties: { roleStatements: { type: 'array' } },
    });
    this.configurationVariablesSources = { drawbridge: { resolve: (request) => this.#name(request) } };
    this.hooks = {
      // For every command, also those that package nothing: `remove` needs the role as well.
      initialize: () => {
        const { provider } = serverless.service;
        const { iam, ...others } = stackSettings(this.#settings());
        Object.assign(provider, others, iam && { iam: { ...provider.iam, ...iam } });
      },
      'before:package:createDeploymentArtifacts': () => this.#bundleFunctions(),
      'before:package:setupProviderConfiguration': () => this.#addRoles(),
      'before:package:compileEvents': () => {
        this.#addWatch();
        this.#addReplicationRunner();
      },
      'after:package:compileEvents': () => {
        this.#fit(splitRules);
        this.#addQueuePolicy();
      },
      'before:aws:package:finalize:saveServiceState': () =>
        withFrameworkError(serverless, () => {
          applySettings(this.#template(), this.#settings(), OPERATOR_TOPIC);
          this.#fit((template) => fitRoles(template, this.#place()));
          checkLimits(this.#template(), this.#place());
        }),
    };
  }

  async #name(request: VariableRequest): Promise<{ value: unknown }> {
    const { address, params = [], resolveConfigurationProperty } = request;
    if (address === 'records')
      return withFrameworkError(this.#serverless, () => ({ value: onlyRecordsOf(params) }));
    const region = String(await resolveConfigurationProperty(['provider', 'region']));
    const names: Readonly<Record<string, unknown>> = this.#namesIn(region);
    const value = names[address ?? ''];
    if (value === undefined)
      throw new this.#serverless.classes.Error(
        `\${drawbridge:${address ?? ''}} does not exist; there are records, ${Object.keys(names).join(', ')}`,
      );
    return { value };
  }

  /** Made once for all the places that name one of them. */
  #namesIn(region: string): ReturnType<typeof configNames> {
    const names = this.#names.get(region) ?? configNames(this.#config, region);
    this.#names.set(region, names);
    return names;
  }

  async #bundleFunctions(): Promise<void> {
    const { service, serviceDir } = this.#serverless;
    const functions = service.getAllFunctions().map((functionName) => {
      const definition = service.getFunction(functionName);
      return { functionName, definition, modulePath: definition.handler.replace(/\.[^./]+$/, '') };
    });
    const parts = { folder: serviceDir, config: this.#config };
    const entries = functions.map(({ modulePath }) => `${modulePath}.ts`);
    const hasRunner = functions.some(({ functionName }) => functionName === runnerCode.functionName);
    const [bundles, runner] = await Promise.all([
      bundleFunctions({ ...parts, entries }),
      hasRunner ? bundleForBuild({ ...parts, entry: runnerCode.entry }) : undefined,
    ]);
    const folder = join(serviceDir, '.serverless');
    for (const [index, { functionName, definition, modulePath }] of functions.entries()) {
      const made = bundles[index];
      if (made === undefined) throw new Error(`${functionName} was not bundled`);
      const late = runner && functionName === runnerCode.functionName ? [...made.late, runner] : made.late;
      const bundle = { ...made, late };
      definition.package = { artifact: writeArtifact({ folder, functionName, modulePath, bundle }) };
    }
  }

  #addRoles(): void {
    const { service } = this.#serverless;
    for (const functionName of service.getAllFunctions()) {
      const definition = service.getFunction(functionName);
      const roleId = logicalId(functionName, 'Role');
      this.#template().Resources[roleId] = functionRole({
        functionName: definition.name,
        statements: definition.roleStatements ?? [],
        deadLetterQueue: definition.destinations === undefined ? undefined : DEAD_LETTER_QUEUE,
      });
      definition.role = roleId;
      // The role has them now; the framework compares each object that it keeps with all others.
      delete definition.roleStatements;
    }
  }

  #addWatch(): void {
    const { service } = this.#serverless;
    const functions = service.getAllFunctions().map((job) => {
      const { name, timeout = 6, description = '', url } = service.getFunction(job);
      return { job, functionName: name, timeoutSeconds: timeout, description, isPublic: url !== undefined };
    });
    const { stage, region } = service.provider;
    const watch = watchStack(this.#config, { name: `${service.service}-${stage}`, region, functions });
    Object.assign(this.#template().Resources, watch);
  }

  /** The framework has put the functions' zips into the template by now. Without replications there is nothing to run. */
  #addReplicationRunner(): void {
    const { service, provider } = this.#serverless.service;
    const names = this.#namesIn(provider.region);
    if (names['replica-arns'].length === 0) return;
    const functionName = this.#serverless.service.getFunction(runnerCode.functionName).name;
    const { Properties = {} } =
      Object.values(this.#template().Resources).find(
        ({ Type, Properties: found }) =>
          Type === 'AWS::Lambda::Function' && found?.['FunctionName'] === functionName,
      ) ?? {};
    const resources = replicationRunner({
      projectName: `${service}-${provider.stage}-replication-runner`,
      // As the framework writes it (osls 4.3.1).
      zip: Properties['Code'] as ZipPlace,
      table: TABLE,
      sources: names['replicated-source-arns'],
      replicas: names['replica-arns'],
    });
    Object.assign(this.#template().Resources, resources);
  }

  #addQueuePolicy(): void {
    this.#template().Resources['DeadLetterQueuePolicy'] = queuePolicy(this.#template(), DEAD_LETTER_QUEUE);
  }

  #settings(): DeploySettings {
    return deploySettings(this.#deploy, this.#serverless.service.provider);
  }

  /** Puts what was made to fit into the template, and tells how. */
  #fit(make: (template: Template) => Fitted): void {
    const { resources, told } = make(this.#template());
    Object.assign(this.#template().Resources, resources);
    for (const sentence of told) this.#log.notice(sentence);
  }

  #place(): StackPlace {
    const { service, provider } = this.#serverless.service;
    return { stackName: `${service}-${provider.stage}`, region: provider.region };
  }

  #template(): Template {
    return this.#serverless.service.provider.compiledCloudFormationTemplate;
  }
}

/** The framework prints its own kind of error as a message, every other kind as a crash with a stack. */
function withFrameworkError<Result>(serverless: Serverless, run: () => Result): Result {
  try {
    return run();
  } catch (error) {
    throw new serverless.classes.Error(error instanceof Error ? error.message : String(error));
  }
}

/** Where the framework writes for the person who packages. */
interface Log {
  notice(message: string): void;
}

/** The parts of the framework that are used here (osls 4.3.1). */
interface Serverless {
  readonly serviceDir: string;
  readonly classes: { readonly Error: new (message: string) => Error };
  readonly configSchemaHandler: {
    defineFunctionProperties(provider: string, schema: { properties: Record<string, object> }): void;
  };
  readonly service: {
    readonly service: string;
    readonly provider: {
      readonly compiledCloudFormationTemplate: Template;
      readonly region: string;
      readonly stage: string;
      readonly iam?: object;
    };
    getAllFunctions(): string[];
    getFunction(name: string): FunctionDefinition;
  };
}

interface FunctionDefinition {
  readonly name: string;
  readonly handler: string;
  readonly description?: string;
  /** A public address. */
  readonly url?: boolean | object;
  /** In seconds; Lambda's own is 6 in the framework. */
  readonly timeout?: number;
  roleStatements?: readonly Statement[];
  readonly destinations?: object;
  role?: string;
  package?: { artifact: string };
}

interface VariableSource {
  resolve(request: VariableRequest): Promise<{ value: unknown }>;
}

interface VariableRequest {
  readonly address?: string;
  /** What stands in brackets before the address. */
  readonly params?: readonly string[];
  resolveConfigurationProperty(path: readonly string[]): Promise<unknown>;
}
